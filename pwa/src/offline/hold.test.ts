import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { holdLock, LONGEST_HOLD } from './hold';
import { Browser } from './testing/browser';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const frozen = (): Promise<never> => new Promise(() => undefined);

test('a tab waits for its turn', async () => {
  const browser = new Browser();
  const turn = new EventTarget();
  const first = holdLock(browser.locksOf('first'), 'wang', () =>
    new Promise<void>((resolve) => turn.addEventListener('end', () => resolve())));
  const work = vi.fn().mockResolvedValue('done');
  const second = holdLock(browser.locksOf('second'), 'wang', work);
  await vi.advanceTimersByTimeAsync(LONGEST_HOLD - 1);
  expect(work).not.toHaveBeenCalled();
  turn.dispatchEvent(new Event('end'));
  await first;
  expect(await second).toBe('done');
});

test('a tab that the phone has frozen in its turn loses it after a minute', async () => {
  const browser = new Browser();
  void holdLock(browser.locksOf('frozen'), 'wang', frozen);
  const work = vi.fn().mockResolvedValue('done');
  const next = holdLock(browser.locksOf('next'), 'wang', work);
  await vi.advanceTimersByTimeAsync(LONGEST_HOLD);
  expect(await next).toBe('done');
  expect(work).toHaveBeenCalledTimes(1);
});

test('what goes wrong in a turn is told and ends it', async () => {
  const locks = new Browser().locksOf('one');
  await expect(holdLock(locks, 'wang', () => Promise.reject(new Error('store lost')))).rejects.toThrow('store lost');
  expect(await holdLock(locks, 'wang', () => Promise.resolve('next'))).toBe('next');
});
