// @vitest-environment node
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { databaseName, type AccountSchema } from './database';
import { mintKeys, seal, unseal } from './seal';
import { file, givePhone } from './testing/phone';
import { refuse } from './testing/server';

const phone = givePhone();

/** Every byte of a stored value as text, in the encodings in which words could hide. */
function spill(value: unknown): string {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    const bytes = ArrayBuffer.isView(value) ? value.buffer : value;
    return `${new TextDecoder().decode(bytes)} ${new TextDecoder('utf-16le').decode(bytes)}`;
  }
  if (Array.isArray(value)) return value.map(spill).join(' ');
  if (typeof value === 'object' && value !== null && !(value instanceof CryptoKey)) {
    return Object.entries(value).map(([key, part]) => `${key} ${spill(part)}`).join(' ');
  }
  return String(value);
}

async function spillPhone(): Promise<string> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name);
  const texts = await Promise.all(names.map(async (name) => {
    const database = await openDB(name);
    const stores = await Promise.all(Array.from(database.objectStoreNames, async (store) =>
      `${spill(await database.getAllKeys(store))} ${spill(await database.getAll(store))}`));
    database.close();
    return stores.join(' ');
  }));
  return texts.join(' ');
}

test('nothing that a person wrote lies readable on the phone', async () => {
  const secrets = ['陈桂兰', '东莞长安', '138-0000-5678', 'departure-kind', '外出标签', '/secret-path', '太长原因', '王秀英', '清河村'];
  phone.server.will(refuse(422, 'validation_failed', { errors: { note: ['太长原因'] } }));
  const offline = await phone.openFor();
  await offline.remember({ accountId: 'wang', name: '王秀英', organizationName: '清河村' });
  await file(offline, {
    kind: 'departure-kind', label: '外出标签', path: '/secret-path', body: { note: '陈桂兰 东莞长安 138-0000-5678' },
  });
  await file(offline, { kind: 'departure-kind', label: '外出标签', path: '/secret-path', body: ['陈桂兰'] });
  await offline.drafts.save('陈桂兰', { note: '东莞长安' });
  await offline.cache.put('/members?q=陈桂兰', [{ phone: '138-0000-5678' }]);

  expect(await offline.exportUnsent()).toContain('陈桂兰');
  const spilled = await spillPhone();
  // So that this test fails if it should ever look at an empty phone.
  expect(spilled).toContain('needs_you');
  for (const secret of secrets) expect(spilled).not.toContain(secret);
});

test('the keys cannot be taken out of the browser', async () => {
  await phone.openFor();
  const database = await openDB<AccountSchema>(databaseName('wang'));
  const kept = await database.get('keys', 'account');
  database.close();
  await expect(crypto.subtle.exportKey('raw', kept?.sealing as CryptoKey)).rejects.toThrow(/not extractable/);
  await expect(crypto.subtle.exportKey('raw', kept?.naming as CryptoKey)).rejects.toThrow(/not extractable/);
});

test('a sealed value opens only in its own place and only unchanged', async () => {
  const keys = await mintKeys();
  const sealed = await seal(keys, 'items/1', '报平安');
  expect(await unseal(keys, 'items/1', sealed)).toBe('报平安');
  await expect(unseal(keys, 'items/2', sealed)).rejects.toThrow();
  const bytes = sealed.bytes.slice(0);
  new Uint8Array(bytes).fill(0, 0, 1);
  await expect(unseal(keys, 'items/1', { ...sealed, bytes })).rejects.toThrow();
});

test('two tabs that open for the first time at once share one key', async () => {
  const [one, other] = [phone.tab(), phone.tab()];
  await Promise.all([one.open('wang'), other.open('wang')]);
  await one.drafts.save('note', '一');
  expect(await other.drafts.load('note')).toBe('一');
});

test('an item that no longer opens is shown as needing the person and does not block the next', async () => {
  phone.server.mood = () => 'no_network';
  const offline = await phone.openFor();
  const { id } = await file(offline);
  const database = await openDB<AccountSchema>(databaseName('wang'));
  const row = await database.get('items', id);
  if (!row) throw new Error('not stored');
  await database.put('items', { ...row, frozen: { ...row.frozen, bytes: new ArrayBuffer(32) } });
  database.close();
  phone.server.mood = () => 'answer';
  phone.server.requests.length = 0;
  await file(offline);
  await offline.flush();
  expect(phone.server.requests).toHaveLength(1);
  expect(await offline.outbox()).toMatchObject([{ id, state: 'needs_you', problem: { code: 'unreadable' } }]);
});
