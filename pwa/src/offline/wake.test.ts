import { describe, expect, test, vi } from 'vitest';
import { file, givePhone } from './testing/phone';
import { refuse } from './testing/server';
import { wakeWithBrowser } from './wake';

const phone = givePhone();

describe('waking', () => {
  test('coming online ends the wait for the network', async () => {
    const network = new EventTarget();
    phone.server.mood = () => 'no_network';
    const offline = await phone.openFor('wang', {
      onNetworkChange: (wake) => {
        network.addEventListener('online', wake);
        return () => network.removeEventListener('online', wake);
      },
    });
    await file(offline);
    phone.server.mood = () => 'answer';
    network.dispatchEvent(new Event('online'));
    await vi.waitFor(async () => expect(await offline.unsentCount()).toBe(0));
  });

  test('a timer sends what waited, without anybody doing anything', async () => {
    phone.server.will(refuse(503, 'unavailable'));
    const offline = await phone.openFor('wang', { now: () => new Date() });
    await file(offline);
    await vi.waitFor(async () => expect(await offline.sentBox()).toHaveLength(1), { timeout: 4_000 });
    expect(phone.server.requests).toHaveLength(2);
  });

  test('opening sends what the last visit left', async () => {
    phone.server.mood = () => 'no_network';
    const yesterday = await phone.openFor();
    await file(yesterday);
    yesterday.lock();
    phone.server.mood = () => 'answer';
    const today = await phone.openFor();
    await vi.waitFor(async () => expect(await today.unsentCount()).toBe(0));
  });
});

test.each(['online', 'focus', 'pageshow', 'visibilitychange'])('%s wakes until the page is locked', (event) => {
  const wake = vi.fn();
  const stop = wakeWithBrowser(wake);
  const target = event === 'visibilitychange' ? document : window;
  target.dispatchEvent(new Event(event));
  expect(wake).toHaveBeenCalledTimes(1);
  stop();
  target.dispatchEvent(new Event(event));
  expect(wake).toHaveBeenCalledTimes(1);
});

test('a page that is put away does not wake', () => {
  const wake = vi.fn();
  const stop = wakeWithBrowser(wake);
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  stop();
  expect(wake).not.toHaveBeenCalled();
});
