import { expect, test } from 'vitest';
import type { DeskItem } from '../../api/types';
import { keyOf, rowsOf, withoutName } from './rows';

function item(kind: DeskItem['kind'], subject: string, more: Partial<DeskItem> = {}): DeskItem {
  return {
    kind,
    code: null,
    subject_id: subject,
    member_id: null,
    member_name: null,
    organization_id: 'branch',
    sentence: '',
    since: '2026-03-01',
    count: null,
    member_ids: [],
    handoff_id: null,
    asked_by: null,
    ...more,
  };
}

test('what the clocks suggest about one member is one line, in the order of the first', () => {
  const chen = { member_id: 'chen', member_name: '陈远' };
  const rows = rowsOf([
    item('report_waiting', 'r1', { code: 'departure' }),
    item('suggestion', 'chen', { ...chen, code: 'dues_red' }),
    item('liaison_missing', 'branch'),
    item('suggestion', 'chen', { ...chen, code: 'suggest_floating' }),
    item('host_link_due', 'away', chen),
  ]);
  expect(rows.map((row) => [row.key, row.group, row.items.length])).toEqual([
    ['r1', 'answers', 1],
    ['member.chen', 'consider', 3],
    ['liaison_missing.branch', 'work', 1],
  ]);
});

test('what those above ask about waits for an answer, whatever it is', () => {
  const [row] = rowsOf([item('opening_missing', 'branch', { handoff_id: 'h1', asked_by: '云栖镇党委 文清' })]);
  expect(row?.group).toBe('answers');
});

test('a hand-off goes by its id alone, so that its answer hides its line', () => {
  expect(keyOf(item('handoff_open', 'h1', { code: 'contact' }))).toBe('handoff_open.h1');
});

test('each suggestion about a member is answered by itself', () => {
  const chen = { member_id: 'chen', member_name: '陈远' };
  const keys = ['dues_red', 'suggest_floating'].map((code) => keyOf(item('suggestion', 'chen', { ...chen, code })));
  expect(keys).toEqual(['suggestion.chen.dues_red', 'suggestion.chen.suggest_floating']);
});

test('a name that stands before the sentence is not said twice', () => {
  expect(withoutName(item('need_open_long', 'n1', { member_name: '陈远', sentence: '陈远的诉求已有 41 天。' }))).toBe('诉求已有 41 天。');
  expect(withoutName(item('handoff_open', 'h1', { member_name: '陈远', sentence: '镇里请协助：陈远的一件事。' }))).toBe('镇里请协助：陈远的一件事。');
});
