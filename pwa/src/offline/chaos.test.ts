// @vitest-environment node
import { expect, test } from 'vitest';
import { Browser } from './testing/browser';
import { givePhone } from './testing/phone';
import { CHECK_IN, refuse, type Mood } from './testing/server';
import type { Offline, OutboxItem } from './types';

const phone = givePhone();

/** Repeatable chance (mulberry32): the seed in a failing test's name brings the failure back. */
function rollFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const MOODS: readonly (() => Mood)[] = [
  () => 'answer',
  () => 'lose_answer',
  () => 'no_network',
  () => 'hang',
  () => new Response('<html>', { status: 200 }),
  () => refuse(401, 'token_expired'),
  () => refuse(409, 'request_in_progress'),
  () => refuse(429, 'locked', { headers: { 'Retry-After': '5' } }),
  () => refuse(500, 'internal_error'),
  () => refuse(422, 'validation_failed'),
];

async function everythingOn(offline: Offline): Promise<OutboxItem[]> {
  return [...(await offline.outbox()), ...(await offline.sentBox())];
}

test.each(Array.from({ length: 12 }, (_, seed) => seed))('chance %i: nothing filed is lost or stored twice', async (seed) => {
  const roll = rollFrom(seed);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(roll() * choices.length)] as T;
  const browser = seed % 2 === 0 ? new Browser() : null;
  const filed = new Set<string>();
  let born = 0;
  const open = async (): Promise<{ name: string; offline: Offline }> => {
    born += 1;
    const name = `tab ${born}`;
    const options = { locks: browser?.locksOf(name) ?? null, patience: 5, random: roll };
    return { name, offline: await phone.openFor('wang', options) };
  };
  const tabs = [await open(), await open(), await open()];
  phone.server.mood = () => pick(MOODS)();

  for (let turn = 0; turn < 15; turn += 1) {
    const index = Math.floor(roll() * tabs.length);
    const tab = tabs[index] as (typeof tabs)[number];
    const act = roll();
    if (act < 0.4) {
      filed.add((await tab.offline.enqueue(CHECK_IN)).id);
    } else if (act < 0.7) {
      phone.clock.pass(roll() * 20_000);
      await Promise.all(tabs.slice(0, 1 + Math.floor(roll() * 3)).map(({ offline }) => offline.flush()));
    } else if (act < 0.85) {
      // Killed rather than closed: whatever it was doing goes on as a ghost without its lock.
      void tab.offline.flush();
      tab.offline.lock();
      browser?.kill(tab.name);
      phone.clock.pass(60_001);
      tabs[index] = await open();
    } else {
      phone.clock.pass(roll() * 400_000);
    }
    const there = await everythingOn((tabs[0] as (typeof tabs)[number]).offline);
    expect(new Set(there.map(({ id }) => id))).toEqual(filed);
    for (const item of there) {
      expect(item.state === 'sent').toBe(item.receipt !== undefined);
      if (item.receipt) expect(item.receipt).toEqual(phone.server.receipts.get(item.idempotencyKey));
    }
  }

  phone.server.mood = () => 'answer';
  const { offline } = await open();
  for (const item of await offline.outbox()) await offline.retry(item.id);
  phone.clock.pass(400_000);
  await offline.flush();
  expect(await offline.outbox()).toEqual([]);
  expect(await offline.sentBox()).toHaveLength(filed.size);
  expect(phone.server.effects.size).toBe(filed.size);
  expect([...phone.server.effects.values()].every((times) => times === 1)).toBe(true);
});
