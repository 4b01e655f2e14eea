// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { file, givePhone } from './testing/phone';
import { DEPARTURE } from './testing/server';

const phone = givePhone();

describe('the sent-box', () => {
  const head = { organization_id: 'qinghe', epoch: 1, number: 9, safe_up_to: null as number | null };

  test('an item stays until the server has it in a verified backup', async () => {
    const offline = await phone.openFor();
    await file(offline, DEPARTURE);
    await file(offline);
    await offline.reconcile([head]);
    expect(await offline.sentBox()).toHaveLength(2);
    await offline.reconcile([{ ...head, safe_up_to: 1 }]);
    expect(await offline.sentBox()).toMatchObject([{ kind: 'check_in' }]);
  });

  test('without any news an item stays for thirty days', async () => {
    const offline = await phone.openFor();
    await file(offline);
    phone.clock.pass(30 * 86_400_000);
    await offline.reconcile([]);
    expect(await offline.sentBox()).toHaveLength(1);
    phone.clock.pass(1);
    await offline.reconcile([]);
    expect(await offline.sentBox()).toEqual([]);
  });

  test('a new epoch sends everything again under the same keys', async () => {
    const offline = await phone.openFor();
    const filed = [await file(offline, DEPARTURE), await file(offline)];
    phone.server.restore();
    phone.server.requests.length = 0;
    await offline.reconcile([{ ...head, epoch: 2, safe_up_to: 0 }]);
    await offline.flush();
    expect(phone.server.keys).toEqual(filed.map((item) => item.idempotencyKey));
    expect((await offline.sentBox()).map((item) => item.receipt?.epoch)).toEqual([2, 2]);
  });

  test('a new epoch that a phone meets after more than thirty days still sends again', async () => {
    const offline = await phone.openFor();
    await file(offline);
    phone.server.restore();
    phone.clock.pass(40 * 86_400_000);
    await offline.reconcile([{ ...head, epoch: 2 }]);
    await offline.flush();
    expect(phone.server.receipts.size).toBe(1);
  });

  test('a restored server that still has the item is asked once, not for ever', async () => {
    const offline = await phone.openFor();
    await file(offline);
    for (let visit = 0; visit < 3; visit += 1) {
      await offline.reconcile([{ ...head, epoch: 2 }]);
      await offline.flush();
    }
    expect(phone.server.requests).toHaveLength(2);
    expect(await offline.sentBox()).toMatchObject([{ receipt: { epoch: 1, number: 1 } }]);
  });

  test('another branch\'s head says nothing about this one', async () => {
    const offline = await phone.openFor();
    await file(offline);
    await offline.reconcile([{ ...head, organization_id: 'shanwan', epoch: 5, safe_up_to: 99 }]);
    expect(await offline.sentBox()).toHaveLength(1);
  });
});
