// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { databaseName } from './database';
import { file, givePhone } from './testing/phone';
import { CHECK_IN, DEPARTURE } from './testing/server';

const phone = givePhone();

describe('two people on one phone', () => {
  test('each sees and sends only what is theirs', async () => {
    phone.server.mood = () => 'no_network';
    const offline = await phone.openFor('wang');
    await file(offline, DEPARTURE);
    await offline.open('li');
    expect(await offline.outbox()).toEqual([]);
    await file(offline);
    phone.server.requests.length = 0;
    phone.server.mood = () => 'answer';
    await offline.flush();
    expect(phone.server.requests).toMatchObject([{ accountId: 'li', body: { kind: 'check_in' } }]);
    await offline.open('wang');
    await offline.flush();
    expect(phone.server.requests).toMatchObject([{ accountId: 'li' }, { accountId: 'wang', body: DEPARTURE.body }]);
  });

  test('changing person while an item is being sent sends no further one', async () => {
    phone.server.mood = () => 'no_network';
    const offline = await phone.openFor('wang');
    await file(offline, DEPARTURE);
    await file(offline);
    phone.server.requests.length = 0;
    phone.server.mood = () => { offline.lock(); return 'answer'; };
    await offline.flush();
    expect(phone.server.requests).toHaveLength(1);
  });

  test('wiping one leaves the other', async () => {
    phone.server.mood = () => 'no_network';
    const offline = await phone.openFor('wang');
    await offline.remember({ accountId: 'wang', name: '王秀英' });
    await file(offline, DEPARTURE);
    await offline.open('li');
    await offline.remember({ accountId: 'li', name: '李大山' });
    await file(offline);
    await offline.wipe();
    await expect(offline.outbox()).rejects.toMatchObject({ reason: 'locked' });
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(databaseName('li'));
    expect(await offline.knownAccounts()).toMatchObject([{ accountId: 'wang', name: '王秀英' }]);
    await offline.open('wang');
    expect(await offline.unsentCount()).toBe(1);
    await offline.open('li');
    expect(await offline.unsentCount()).toBe(0);
  });

  test('wiping in one tab locks the other', async () => {
    const [one, other] = [await phone.openFor(), await phone.openFor()];
    await one.wipe();
    await vi.waitFor(() => expect(other.enqueue(CHECK_IN)).rejects.toMatchObject({ reason: 'locked' }));
  });

  test('the phone knows who used it, the last one first', async () => {
    const offline = await phone.openFor();
    await offline.remember({ accountId: 'wang', name: '王秀英', organizationName: '清河村党支部' });
    phone.clock.pass(1_000);
    await offline.remember({ accountId: 'li', name: '李大山' });
    expect((await offline.knownAccounts()).map(({ name }) => name)).toEqual(['李大山', '王秀英']);
    phone.clock.pass(1_000);
    await offline.remember({ accountId: 'wang', name: '王秀英' });
    expect((await offline.knownAccounts()).map(({ name }) => name)).toEqual(['王秀英', '李大山']);
  });
});
