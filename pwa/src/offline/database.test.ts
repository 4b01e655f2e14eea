// @vitest-environment node
import { expect, test } from 'vitest';
import { openDatabase, STEPS } from './database';
import { file, givePhone } from './testing/phone';

const phone = givePhone();
const tomorrow = [...STEPS, (database: Awaited<ReturnType<typeof openDatabase>>) => {
  database.createObjectStore('calendar' as 'drafts');
}];

test('a newer version of the app keeps what is unsent', async () => {
  phone.server.mood = () => 'no_network';
  const offline = await phone.openFor();
  const { id } = await file(offline);
  offline.lock();
  const upgraded = await openDatabase('wang', () => undefined, tomorrow);
  expect(upgraded.version).toBe(STEPS.length + 1);
  expect(await upgraded.getAllKeys('items')).toEqual([id]);
  expect(await upgraded.count('keys')).toBe(1);
  upgraded.close();
});

test('an open tab makes way for the upgrade and then says that it must be reloaded', async () => {
  const old = await phone.openFor();
  const upgraded = await openDatabase('wang', () => undefined, tomorrow);
  await expect(old.enqueue({ kind: 'check_in', label: '报平安', path: '/reports', body: {} })).rejects.toMatchObject({
    reason: 'newer_version',
  });
  upgraded.close();
});
