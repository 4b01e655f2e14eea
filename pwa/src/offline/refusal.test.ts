// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { databaseName } from './database';
import { givePhone } from './testing/phone';
import { CHECK_IN, DEPARTURE } from './testing/server';

const phone = givePhone();

describe('refusing to pretend', () => {
  test('nobody signed in: enqueue rejects', async () => {
    await expect(phone.tab().enqueue(CHECK_IN)).rejects.toMatchObject({ reason: 'locked' });
  });

  test('a browser that refuses its database: open and enqueue reject', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('', 'SecurityError');
    });
    const offline = phone.tab();
    await expect(offline.open('wang')).rejects.toMatchObject({ reason: 'refused' });
    await expect(offline.enqueue(CHECK_IN)).rejects.toMatchObject({ reason: 'refused' });
  });

  test('a browser without any database: enqueue rejects', async () => {
    Reflect.deleteProperty(globalThis, 'indexedDB');
    const offline = phone.tab();
    await expect(offline.open('wang')).rejects.toMatchObject({ reason: 'refused' });
    await expect(offline.enqueue(CHECK_IN)).rejects.toMatchObject({ reason: 'refused' });
  });

  test('a page over plain HTTP cannot encrypt: enqueue rejects', async () => {
    const real = globalThis.crypto;
    vi.stubGlobal('crypto', { getRandomValues: real.getRandomValues.bind(real) });
    try {
      const offline = phone.tab();
      await expect(offline.open('wang')).rejects.toMatchObject({ reason: 'no_encryption' });
      await expect(offline.enqueue(CHECK_IN)).rejects.toMatchObject({ reason: 'no_encryption' });
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('a full phone: the cache makes room, and if that is not enough enqueue rejects', async () => {
    const offline = await phone.openFor();
    await offline.cache.put('/members', ['李大山']);
    const { add } = IDBObjectStore.prototype;
    const full = vi.spyOn(IDBObjectStore.prototype, 'add');
    full.mockImplementationOnce(() => { throw new DOMException('', 'QuotaExceededError'); }).mockImplementation(add);
    await expect(offline.enqueue(CHECK_IN)).resolves.toMatchObject({ state: 'waiting' });
    expect(await offline.cache.get('/members')).toBeUndefined();

    full.mockImplementation(() => { throw new DOMException('', 'QuotaExceededError'); });
    await expect(offline.enqueue(DEPARTURE)).rejects.toMatchObject({ reason: 'full' });
    full.mockRestore();
    expect((await offline.sentBox()).length + (await offline.outbox()).length).toBe(1);
  });

  test('a store that the browser cleared under the open page is made anew before anything counts as stored', async () => {
    const offline = await phone.openFor();
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(databaseName('wang')).addEventListener('success', resolve);
    });
    phone.server.mood = () => 'no_network';
    const stored = await offline.enqueue(DEPARTURE);
    expect(await (await phone.openFor()).outbox()).toMatchObject([{ id: stored.id, body: DEPARTURE.body }]);
  });

  test('a cache that cannot be kept disturbs nobody', async () => {
    const offline = phone.tab();
    await offline.cache.put('/members', []);
    expect(await offline.cache.get('/members')).toBeUndefined();
    expect(await offline.knownAccounts()).toEqual([]);
  });
});
