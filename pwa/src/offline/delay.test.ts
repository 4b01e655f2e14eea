import { expect, test } from 'vitest';
import { delayAfter, isDue, readRetryAfter } from './delay';

const MORNING = new Date('2026-11-23T08:00:00Z');

test('the wait grows from two seconds to five minutes and no further', () => {
  expect([1, 2, 3, 8, 9, 50, 5_000].map((attempts) => delayAfter(attempts, 1, null))).toEqual([
    2_000, 4_000, 8_000, 256_000, 300_000, 300_000, 300_000,
  ]);
});

test('chance spreads the wait over its second half', () => {
  expect([delayAfter(3, 0, null), delayAfter(3, 1, null)]).toEqual([4_000, 8_000]);
});

test('the wait is never shorter than the server wished, and a wish beyond a day is not believed', () => {
  expect(delayAfter(1, 0, 60_000)).toBe(60_000);
  expect(delayAfter(9, 1, 60_000)).toBe(300_000);
  expect(delayAfter(1, 0, 1e12)).toBe(86_400_000);
});

test('a clock that was set back does not hold an item for years', () => {
  const now = MORNING.getTime();
  expect([now, now + 1, now + 86_400_000, now + 86_400_001].map((notBefore) => isDue(notBefore, now))).toEqual([
    true, false, false, true,
  ]);
});

test.each([
  ['120', 120_000],
  ['Mon, 23 Nov 2026 08:00:30 GMT', 30_000],
  ['Mon, 23 Nov 2026 07:00:00 GMT', 0],
  ['soon', null],
  [null, null],
])('Retry-After %s means %s milliseconds', (header, wish) => {
  expect(readRetryAfter(header, MORNING)).toBe(wish);
});
