import { expect, test } from 'vitest';
import type { OutboxItem } from '../../offline';
import { likely } from './log';
import { marksOf } from './marks';
import type { WorkItem } from '../../api/types';

const READ_AT = Date.parse('2026-11-23T08:00:00Z');

function item(id: string, state: OutboxItem['state'], createdAt: string, path = '/contacts'): OutboxItem {
  return {
    id,
    accountId: 'a',
    kind: path === '/contacts' ? 'contact' : 'contact_withdrawal',
    label: '',
    method: 'POST',
    path,
    body: { id: `contact-${id}`, member_ids: ['m'] },
    idempotencyKey: id,
    createdAt,
    state,
    attempts: 0,
  };
}

test('what lies on the phone is marked however old, what was sent only where the list is older', () => {
  const waiting = item('1', 'waiting', '2026-11-20T08:00:00Z');
  const known = item('2', 'sent', '2026-11-23T07:59:00Z');
  const fresh = item('3', 'sent', '2026-11-23T08:01:00Z');
  expect(marksOf([waiting], [known, fresh], READ_AT).map((mark) => mark.contactId)).toEqual(['contact-1', 'contact-3']);
});

test('what was taken back is not marked', () => {
  const fresh = item('3', 'sent', '2026-11-23T08:01:00Z');
  const back = item('4', 'waiting', '2026-11-23T08:02:00Z', '/contacts/contact-3/withdrawal');
  expect(marksOf([back], [fresh], READ_AT)).toEqual([]);
});

test.each([
  ['a video that is due', [['video', 'overdue']], 'smartphone', { way: 'video', whom: 'self' }],
  ['any way that is due', [['any', 'due']], 'smartphone', { way: 'phone', whom: 'self' }],
  ['a done call and a message that is due', [['phone', 'done'], ['wechat', 'due']], null, { way: 'wechat', whom: 'self' }],
  ['only the family', [['any', 'done'], ['family', 'due']], 'smartphone', { way: 'phone', whom: 'family' }],
  ['somebody reached through the family', [['any', 'due']], 'family_relay', { way: 'phone', whom: 'family' }],
  ['nothing', [['any', 'done']], 'smartphone', { way: 'phone', whom: 'self' }],
] as const)('for %s the entry is prepared', (_what, duties, communication, prepared) => {
  const told = duties.map(([duty, state]) => ({ duty, state }));
  expect(likely({ duties: told, communication } as unknown as WorkItem)).toEqual(prepared);
});
