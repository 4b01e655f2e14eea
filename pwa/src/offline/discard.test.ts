// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { file, givePhone, statesOf } from './testing/phone';
import { DEPARTURE, refuse } from './testing/server';

const phone = givePhone();

describe('discarding and exporting', () => {
  test('a parked item can be discarded', async () => {
    phone.server.will(refuse(422, 'validation_failed'));
    const offline = await phone.openFor();
    const { id } = await file(offline);
    await offline.discard(id);
    expect(await offline.unsentCount()).toBe(0);
  });

  test('an item on its way and one that arrived cannot be discarded', async () => {
    phone.server.will('answer', 'hang');
    const offline = await phone.openFor();
    const arrived = await file(offline);
    await expect(offline.discard(arrived.id)).rejects.toMatchObject({ reason: 'already_sent' });
    const { id } = await offline.enqueue(DEPARTURE);
    await vi.waitFor(async () => expect(await statesOf(offline)).toEqual(['sending']));
    await expect(offline.discard(id)).rejects.toMatchObject({ reason: 'being_sent' });
  });

  test('the export holds every unsent item with its key, readable, and nothing sent', async () => {
    phone.server.will('answer', 'no_network');
    const offline = await phone.openFor();
    const sent = await file(offline);
    const { idempotencyKey } = await file(offline, DEPARTURE);
    const text = await offline.exportUnsent();
    expect(text).toContain('去东莞长安镇打工');
    expect(text).toContain(idempotencyKey);
    expect(text).not.toContain(sent.idempotencyKey);
  });
});
