// @vitest-environment node
import { expect, test, vi } from 'vitest';
import { CHECK_IN } from './testing/server';
import { givePhone } from './testing/phone';

const phone = givePhone();
const HOLD = { ...CHECK_IN, holdMs: 6_000 };

test('what rests for its undo is not sent, whatever else is, and can be discarded', async () => {
  const offline = await phone.openFor();
  const held = await offline.enqueue(HOLD);
  await offline.flush();
  expect(phone.server.requests).toHaveLength(0);
  await offline.discard(held.id);
  expect(await offline.unsentCount()).toBe(0);
});

test('it goes out when its time is over', async () => {
  const offline = await phone.openFor();
  await offline.enqueue(HOLD);
  phone.clock.pass(6_000);
  await offline.flush();
  expect(phone.server.requests).toHaveLength(1);
});

test('it goes out at once when the phone is put away', async () => {
  const offline = await phone.openFor();
  await offline.enqueue(HOLD);
  await offline.release();
  await vi.waitFor(async () => expect(await offline.sentBox()).toHaveLength(1));
});
