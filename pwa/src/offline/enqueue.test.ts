// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { file, givePhone } from './testing/phone';
import { CHECK_IN, DEPARTURE } from './testing/server';

const phone = givePhone();

describe('filing', () => {
  test('an item is on the phone once enqueue resolves, and another tab sees it', async () => {
    phone.server.mood = () => 'no_network';
    const stored = await (await phone.openFor()).enqueue(DEPARTURE);
    expect((await (await phone.openFor()).outbox()).map((item) => item.id)).toEqual([stored.id]);
  });

  test('an item leaves the outbox with its receipt and rests in the sent-box', async () => {
    const offline = await phone.openFor();
    const { idempotencyKey } = await file(offline);
    expect(await offline.outbox()).toEqual([]);
    expect(await offline.sentBox()).toMatchObject([
      { state: 'sent', receipt: { ...phone.server.receipts.get(idempotencyKey) } },
    ]);
    expect(await offline.unsentCount()).toBe(0);
  });

  test('the body is frozen when it is filed', async () => {
    phone.server.will('no_network');
    const offline = await phone.openFor();
    const body = { kind: 'departure', note: '去东莞' };
    await file(offline, { ...DEPARTURE, body });
    body.note = '去深圳';
    await offline.flush();
    expect(phone.server.requests.map((request) => request.body)).toEqual([
      { kind: 'departure', note: '去东莞' }, { kind: 'departure', note: '去东莞' },
    ]);
  });

  test('an edit carries the version it was made from', async () => {
    const offline = await phone.openFor();
    await offline.enqueue({ ...CHECK_IN, method: 'PATCH', path: '/reports/7', ifMatch: '"3"' });
    await offline.flush();
    expect(phone.server.requests).toMatchObject([{ method: 'PATCH', path: '/reports/7', ifMatch: '"3"', accountId: 'wang' }]);
  });

  test('items go out in the order in which they were filed', async () => {
    phone.server.mood = () => 'no_network';
    const offline = await phone.openFor();
    const filed = [await file(offline, DEPARTURE), await file(offline), await file(offline)];
    phone.server.mood = () => 'answer';
    phone.server.requests.length = 0;
    await offline.flush();
    expect(phone.server.keys).toEqual(filed.map((item) => item.idempotencyKey));
  });

  test('a phone without randomUUID mints valid keys', async () => {
    const { randomUUID } = crypto;
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    try {
      const { idempotencyKey } = await (await phone.openFor()).enqueue(CHECK_IN);
      expect(idempotencyKey).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    } finally {
      Object.defineProperty(crypto, 'randomUUID', { value: randomUUID, configurable: true });
    }
  });
});
