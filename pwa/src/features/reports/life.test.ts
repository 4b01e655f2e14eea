import { expect, test } from 'vitest';
import type { Report } from '../../api/types';
import type { OutboxItem } from '../../offline';
import { mergeLives } from './life';

function item(part: Partial<OutboxItem>): OutboxItem {
  return {
    id: 'i-1',
    accountId: 'a-chen',
    kind: 'departure',
    label: '外出报告',
    method: 'POST',
    path: '/reports',
    body: { id: 'r-1' },
    idempotencyKey: 'k-1',
    createdAt: '2026-11-24T00:00:00Z',
    state: 'waiting',
    attempts: 0,
    ...part,
  };
}

function receipt(state: string) {
  return { id: 'r-1', epoch: 1, organization_id: 'o-1', number: 42, state, recorded_at: '2026-11-24T08:00:01+08:00' };
}

const accepted = {
  id: 'r-1',
  kind: 'departure',
  state: 'accepted',
  recorded_at: '2026-11-24T08:00:01+08:00',
  decision_reason: null,
} as Partial<Report> as Report;

test('what was only written is on the phone and has no receipt', () => {
  expect(mergeLives([item({})], [], [])).toMatchObject([{ stage: 'on_phone', receiptNumber: null }]);
});

test('a receipt says delivered, not accepted', () => {
  const sent = item({ state: 'sent', receipt: receipt('submitted') });
  expect(mergeLives([], [sent], [])).toMatchObject([{ stage: 'arrived', receiptNumber: 42 }]);
});

test('a check-in is accepted by its receipt', () => {
  const sent = item({ kind: 'check_in', state: 'sent', receipt: receipt('accepted') });
  expect(mergeLives([], [sent], [])).toMatchObject([{ stage: 'accepted' }]);
});

test('the server knows better than an old receipt, and the report shows once', () => {
  const sent = item({ state: 'sent', receipt: receipt('submitted') });
  expect(mergeLives([], [sent], [accepted])).toMatchObject([{ id: 'r-1', stage: 'accepted', receiptNumber: 42 }]);
});

test('a correction that waits on the phone stands over what the server has', () => {
  const correction = item({ method: 'PATCH', path: '/reports/r-1', body: {}, createdAt: '2026-11-25T00:00:00Z' });
  expect(mergeLives([correction], [], [{ ...accepted, state: 'sent_back' }])).toMatchObject([{ stage: 'on_phone' }]);
});

test('what the server did not take needs the person and says why', () => {
  const refused = item({
    state: 'needs_you',
    problem: { code: 'validation_failed', title: '有些地方要改', status: 422, errors: { departed_on: ['日期不对'] } },
  });
  expect(mergeLives([refused], [], [])).toMatchObject([{ stage: 'needs_you', reason: '日期不对' }]);
});

test('the newest stands first', () => {
  const older = item({ id: 'i-0', body: { id: 'r-0' }, createdAt: '2026-11-01T00:00:00Z' });
  expect(mergeLives([older, item({})], [], []).map((life) => life.id)).toEqual(['r-1', 'r-0']);
});
