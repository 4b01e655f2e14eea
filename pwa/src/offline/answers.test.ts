// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { file, givePhone, statesOf } from './testing/phone';
import { DEPARTURE, refuse } from './testing/server';

const phone = givePhone();

describe('answers', () => {
  test('a lost answer is repeated with the same key and stored once', async () => {
    phone.server.will('lose_answer');
    const offline = await phone.openFor();
    const { idempotencyKey } = await file(offline);
    expect(await statesOf(offline)).toEqual(['waiting']);
    await offline.flush();
    expect(phone.server.keys).toEqual([idempotencyKey, idempotencyKey]);
    expect(phone.server.effects.get(idempotencyKey)).toBe(1);
    expect(await offline.sentBox()).toHaveLength(1);
  });

  test('a wrong body is parked with the reason and the next item goes', async () => {
    phone.server.will(refuse(422, 'validation_failed', { errors: { note: ['太长了'] } }));
    const offline = await phone.openFor();
    await file(offline, DEPARTURE);
    await file(offline);
    expect(await offline.outbox()).toMatchObject([{
      kind: 'departure', state: 'needs_you', attempts: 1,
      problem: { code: 'validation_failed', title: '这一项填得不对', errors: { note: ['太长了'] }, status: 422 },
    }]);
    expect(await offline.sentBox()).toMatchObject([{ kind: 'check_in' }]);
  });

  test.each([400, 403, 404, 410, 412, 413, 422])('%i needs the person and is not tried again', async (status) => {
    phone.server.will(refuse(status, 'code'));
    const offline = await phone.openFor();
    await file(offline);
    phone.clock.pass(86_400_000);
    await offline.flush();
    expect(await statesOf(offline)).toEqual(['needs_you']);
    expect(phone.server.requests).toHaveLength(1);
  });

  test('409 for a decided report needs the person', async () => {
    phone.server.will(refuse(409, 'report_already_decided'));
    const offline = await phone.openFor();
    await file(offline);
    expect(await statesOf(offline)).toEqual(['needs_you']);
  });

  test.each([
    refuse(408, 'timeout'), refuse(409, 'request_in_progress'), refuse(409, 'conflict', { headers: { 'Retry-After': '1' } }),
    refuse(425, 'too_early'), refuse(429, 'locked'), refuse(500, 'internal_error'), refuse(503, 'unavailable'),
  ])('a passing hindrance ($status) waits and is tried again', async (hindrance) => {
    phone.server.will(hindrance);
    const offline = await phone.openFor();
    await file(offline);
    expect(await statesOf(offline)).toEqual(['waiting']);
    await offline.flush();
    expect(phone.server.requests).toHaveLength(1);
    phone.clock.pass(2_000);
    await offline.flush();
    expect(await offline.sentBox()).toHaveLength(1);
  });

  test('the wait doubles', async () => {
    phone.server.mood = () => refuse(503, 'unavailable');
    const offline = await phone.openFor();
    await file(offline);
    for (const wait of [1_500, 3_000, 6_000, 12_000]) {
      const before = phone.server.requests.length;
      phone.clock.pass(wait - 1);
      await offline.flush();
      expect(phone.server.requests).toHaveLength(before);
      phone.clock.pass(1);
      await offline.flush();
      expect(phone.server.requests).toHaveLength(before + 1);
    }
  });

  test('Retry-After is respected, also when the phone comes online or the person asks', async () => {
    phone.server.will(refuse(503, 'unavailable', { headers: { 'Retry-After': '600' } }));
    const offline = await phone.openFor();
    await file(offline);
    phone.clock.pass(599_000);
    await offline.flush();
    expect(phone.server.requests).toHaveLength(1);
    phone.clock.pass(1_000);
    await offline.flush();
    expect(phone.server.requests).toHaveLength(2);
  });

  test('an item that waits lets the next one pass', async () => {
    phone.server.will(refuse(500, 'internal_error'));
    const offline = await phone.openFor();
    await file(offline, DEPARTURE);
    await file(offline);
    expect(await offline.outbox()).toMatchObject([{ kind: 'departure', state: 'waiting', attempts: 1 }]);
    expect(await offline.sentBox()).toMatchObject([{ kind: 'check_in' }]);
  });

  test('200 from a hotel network that is no receipt delivers nothing', async () => {
    phone.server.will(new Response('<html>请登录无线网络</html>', { status: 200 }));
    const offline = await phone.openFor();
    await file(offline);
    expect(await statesOf(offline)).toEqual(['waiting']);
    expect(await offline.sentBox()).toEqual([]);
  });

  test('an answer that never comes counts as lost', async () => {
    phone.server.will('hang');
    const offline = await phone.openFor('wang', { patience: 20 });
    await file(offline);
    expect(await statesOf(offline)).toEqual(['waiting']);
  });

  test('a parked item goes out again unchanged when the person asks', async () => {
    phone.server.will(refuse(403, 'forbidden'));
    const offline = await phone.openFor();
    const { id } = await file(offline);
    await offline.retry(id);
    await offline.flush();
    expect(new Set(phone.server.keys).size).toBe(1);
    expect(await offline.sentBox()).toHaveLength(1);
  });
});
