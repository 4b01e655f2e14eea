import { signal } from '@preact/signals';
import { beforeEach, expect, test, vi } from 'vitest';
import type { OutboxItem } from '../../offline';
import { handIn, offline, sent, unsent } from '../outbox/store';
import { answeredSince, doAct, holdAct, refused, resting, undo } from './held';

vi.mock('../outbox/store', () => ({
  unsent: signal([]),
  sent: signal([]),
  handIn: vi.fn<typeof handIn>(),
  offline: { discard: vi.fn<typeof offline.discard>() },
}));
vi.mock('../auth/session', () => ({ me: { value: { account_id: 'zhou' } } }));

let count = 0;

function item(key: string, more: Partial<OutboxItem> = {}): OutboxItem {
  count += 1;
  return {
    id: `item-${count}`,
    accountId: 'zhou',
    kind: `desk/${key}`,
    label: key,
    method: 'POST',
    path: '/somewhere',
    body: {},
    idempotencyKey: `key-${count}`,
    createdAt: new Date().toISOString(),
    state: 'waiting',
    attempts: 0,
    ...more,
  };
}

const problem = { code: 'validation_failed', title: '填得不对', status: 422, errors: { on_date: ['这一天还没到。'] } };
const ACT = { key: 'suggestion.chen.dues_red', label: '已登记陈远的党费。', path: '/dues/payments', body: {} };

beforeEach(() => {
  unsent.value = [];
  sent.value = [];
  vi.mocked(handIn).mockReset();
  vi.mocked(offline.discard).mockReset().mockImplementation((id) => {
    unsent.value = unsent.value.filter((one) => one.id !== id);
    return Promise.resolve();
  });
});

test('a line is answered while its act rests, and until a list is read that knows of it', () => {
  const act = item('suggestion.chen.dues_red');
  unsent.value = [act];
  expect([...answeredSince(Date.now()).keys]).toEqual(['suggestion.chen.dues_red']);
  const readBefore = Date.now();
  unsent.value = [];
  sent.value = [{ ...act, state: 'sent' }];
  expect(answeredSince(readBefore).keys.size).toBe(1);
  // The next list is the server's own word, also where the matter still stands.
  expect(answeredSince(Date.now() + 1).keys.size).toBe(0);
});

test('what arrived before this page was opened hides nothing', () => {
  sent.value = [item('liaison_missing.branch', { state: 'sent' })];
  expect(answeredSince(0).keys.size).toBe(0);
});

test('why an act was not taken stands at its line until something else is done about it', async () => {
  const stuck = item(ACT.key, { state: 'needs_you', problem });
  unsent.value = [stuck];
  expect([...refused.value]).toEqual([[ACT.key, '这一天还没到。']]);
  expect(answeredSince(Date.now()).keys.size).toBe(0);
  vi.mocked(handIn).mockImplementation(() => {
    const next = item(ACT.key);
    unsent.value = [...unsent.value, next];
    return Promise.resolve(next);
  });
  await holdAct(ACT);
  expect(offline.discard).toHaveBeenCalledWith(stuck.id);
  expect(refused.value.size).toBe(0);
});

test('what is refused at once, where the browser keeps nothing, is told to the form and not taken', async () => {
  vi.mocked(handIn).mockResolvedValue(item(ACT.key, { state: 'needs_you', problem }));
  await expect(holdAct(ACT)).rejects.toMatchObject({ errors: problem.errors });
  expect(await doAct(ACT)).toBe(false);
});

test('what one tap asked of several branches is undone together, and what was written comes back', async () => {
  const restored = vi.fn<() => void>();
  const others = item('suggestion.li.dues_red');
  unsent.value = [others, item('handoff_open.h1'), item('handoff_open.h1')];
  vi.mocked(handIn).mockImplementation(() => {
    const next = item('handoff_open.h1');
    unsent.value = [...unsent.value, next];
    return Promise.resolve(next);
  });
  await holdAct({ ...ACT, undone: restored });
  await undo();
  expect(resting.value).toEqual([others]);
  expect(restored).toHaveBeenCalledTimes(1);
});
