import { afterEach, expect, test } from 'vitest';
import { chooseLanguage } from '../words/language';
import { dateInWords, monthsBetween, momentInWords, shortDate, today } from './dates';

afterEach(() => chooseLanguage('zh'));

test('today is the village’s day, also in the small hours of Greenwich', () => {
  expect(today(new Date('2026-11-23T15:59:59Z'))).toBe('2026-11-23');
  expect(today(new Date('2026-11-23T16:00:00Z'))).toBe('2026-11-24');
});

test('a partial date says no more than is known', () => {
  expect(dateInWords('2025')).toBe('2025年');
  expect(dateInWords('2025-03')).toBe('2025年3月');
  expect(dateInWords('2025-03-08')).toBe('2025年3月8日');
  expect(dateInWords(null)).toBe('');
});

test('English dates are English', () => {
  chooseLanguage('en');
  expect(dateInWords('2025-03-08')).toBe('8 Mar 2025');
  expect(dateInWords('2025-03')).toBe('Mar 2025');
});

test('this year’s dates leave the year out', () => {
  const year = today().slice(0, 4);
  expect(shortDate(`${year}-03-08`)).toBe('3月8日');
  expect(shortDate('2019-03-08')).toBe('2019年3月8日');
});

test('an instant is told in the village’s time', () => {
  expect(momentInWords('2019-03-08T23:30:00Z')).toBe('2019年3月9日 07:30');
});

test.each([
  ['2026-01-31', '2026-02-28', 0],
  ['2026-01-15', '2026-07-14', 5],
  ['2026-01-15', '2026-07-15', 6],
  ['2024-02-29', '2025-02-28', 11],
])('from %s to %s are %i full months', (from, to, months) => {
  expect(monthsBetween(from, to)).toBe(months);
});
