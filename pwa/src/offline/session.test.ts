// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { file, givePhone } from './testing/phone';
import { DEPARTURE, refuse } from './testing/server';

const phone = givePhone();

describe('an ended session', () => {
  test('401 keeps the items, pauses the queue and is no failed attempt', async () => {
    phone.server.mood = () => 'no_network';
    const offline = await phone.openFor();
    await file(offline, DEPARTURE);
    await file(offline);
    const attempts = (await offline.outbox()).map((item) => item.attempts);
    phone.server.requests.length = 0;
    phone.server.mood = () => refuse(401, 'token_expired');
    await offline.flush();
    expect(phone.server.requests).toHaveLength(1);
    const kept = await offline.outbox();
    expect(kept).toMatchObject([{ state: 'waiting', problem: { code: 'token_expired' } }, { state: 'waiting' }]);
    expect(kept.map((item) => item.attempts)).toEqual(attempts);
  });

  test('while paused a new item is stored but not sent', async () => {
    phone.server.mood = () => refuse(401, 'token_expired');
    const offline = await phone.openFor();
    await file(offline);
    phone.server.requests.length = 0;
    await offline.enqueue(DEPARTURE);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(phone.server.requests).toEqual([]);
    expect(await offline.unsentCount()).toBe(2);
  });

  test('after signing in again all goes out', async () => {
    phone.server.will(refuse(401, 'token_expired'));
    const offline = await phone.openFor();
    await file(offline);
    await offline.open('wang');
    await offline.flush();
    expect(await offline.unsentCount()).toBe(0);
  });

  test('locking keeps what is stored, and no one reads it until it is opened', async () => {
    phone.server.mood = () => 'no_network';
    const offline = await phone.openFor();
    await file(offline);
    offline.lock();
    await expect(offline.outbox()).rejects.toMatchObject({ reason: 'locked' });
    await offline.open('wang');
    expect(await offline.unsentCount()).toBe(1);
  });
});
