import { expect, test } from 'vitest';
import type { Member } from '../../api/types';
import { changesOf, draftFromMember, recordBody } from './record-draft';
import { EMPTY_RECORD } from './record-fields';

const masked = { name: '陈建国', sex: '1', kind: 'full', phone: '138****5678', id_number: null, job: '会计' } as Member;

test('a masked phone is never offered as if it were the real one', () => {
  expect(draftFromMember({ ...masked, birth_date: null } as Member).phone).toBe('');
});

test('only what was changed is sent, and an emptied field is sent as nothing', () => {
  const before = { ...EMPTY_RECORD, name: '陈建国', job: '会计' };
  expect(changesOf(before, { ...before, job: '', phone: ' 13812345678 ' })).toEqual({ job: null, phone: '13812345678' });
});

test('a new record leaves out what is not known', () => {
  expect(recordBody({ ...EMPTY_RECORD, name: ' 陈建国 ' })).toEqual({ name: '陈建国', sex: '1', kind: 'full' });
});
