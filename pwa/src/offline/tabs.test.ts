// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { Browser } from './testing/browser';
import { file, givePhone, statesOf } from './testing/phone';
import { CHECK_IN, DEPARTURE } from './testing/server';

const phone = givePhone();

describe('many tabs', () => {
  test.each(['Web Locks', 'the lease of old phones'])('three tabs flush at once and each item is sent once, with %s', async (way) => {
    const browser = new Browser();
    phone.server.mood = () => 'no_network';
    const tabs = await Promise.all(['a', 'b', 'c'].map((tab) =>
      phone.openFor('wang', { locks: way === 'Web Locks' ? browser.locksOf(tab) : null })));
    const filed = (await Promise.all(tabs.flatMap((tab) => [tab.enqueue(DEPARTURE), tab.enqueue(CHECK_IN)])));
    await Promise.all(tabs.map((tab) => tab.flush()));
    phone.server.requests.length = 0;
    phone.server.mood = () => 'answer';
    await Promise.all(tabs.map((tab) => tab.flush()));
    expect(phone.server.keys).toHaveLength(filed.length);
    expect(new Set(phone.server.keys)).toEqual(new Set(filed.map((item) => item.idempotencyKey)));
    expect(await tabs[0]?.sentBox()).toHaveLength(6);
  });

  test('a tab that dies while sending leaves its item to the next, under the same key', async () => {
    const browser = new Browser();
    phone.server.will('hang');
    const dying = await phone.openFor('wang', { locks: browser.locksOf('dying') });
    const { idempotencyKey } = await dying.enqueue(DEPARTURE);
    await vi.waitFor(() => expect(phone.server.requests).toHaveLength(1));
    expect(await statesOf(dying)).toEqual(['sending']);
    browser.kill('dying');
    const next = await phone.openFor('wang', { locks: browser.locksOf('next') });
    await next.flush();
    expect(phone.server.keys).toEqual([idempotencyKey, idempotencyKey]);
    expect(await next.sentBox()).toHaveLength(1);
  });

  test('a dead tab holds its lease no longer than a minute', async () => {
    phone.server.will('hang');
    const dying = await phone.openFor();
    await dying.enqueue(DEPARTURE);
    await vi.waitFor(() => expect(phone.server.requests).toHaveLength(1));
    phone.clock.pass(60_000);
    const next = await phone.openFor();
    await next.flush();
    expect(await next.sentBox()).toHaveLength(1);
  });

  test('a late failure of a tab that lost its turn does not undo the receipt of the other', async () => {
    const cable = new AbortController();
    const slow = phone.tab({}, () => new Promise((_resolve, reject) => {
      cable.signal.addEventListener('abort', () => reject(new TypeError('Failed to fetch')));
    }));
    await slow.open('wang');
    await slow.enqueue(DEPARTURE);
    await vi.waitFor(async () => expect(await statesOf(slow)).toEqual(['sending']));
    phone.clock.pass(60_000);
    const quick = await phone.openFor();
    await quick.flush();
    const ended = slow.flush();
    cable.abort();
    await ended;
    expect(await quick.sentBox()).toHaveLength(1);
    expect(await quick.unsentCount()).toBe(0);
  });

  test('a tab hears what another one did', async () => {
    phone.server.mood = () => 'no_network';
    const [one, other] = [await phone.openFor(), await phone.openFor()];
    const heard = vi.fn();
    other.subscribe(heard);
    await one.enqueue(CHECK_IN);
    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
  });

  test('a listener that throws does not stop the sending', async () => {
    const offline = await phone.openFor();
    const seen = vi.fn();
    process.once('unhandledRejection', seen);
    offline.subscribe(seen);
    await file(offline);
    expect(await offline.sentBox()).toHaveLength(1);
    expect(seen).toHaveBeenCalled();
  });
});
