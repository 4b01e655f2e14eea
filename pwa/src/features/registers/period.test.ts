import { expect, test } from 'vitest';
import { periodInWords, periodOf } from './period';

test.each([
  ['year', '2026-11-25', '2026-01-01', '2026-12-31'],
  ['last', '2026-11-25', '2025-01-01', '2025-12-31'],
  ['quarter', '2026-11-25', '2026-10-01', '2026-12-31'],
  ['quarter', '2026-03-31', '2026-01-01', '2026-03-31'],
  ['month', '2028-02-29', '2028-02-01', '2028-02-29'],
  ['month', '2026-12-01', '2026-12-01', '2026-12-31'],
] as const)('%s seen from %s goes from %s to %s', (name, on, from, to) => {
  expect(periodOf(name, on)).toEqual({ from, to });
});

test('a whole year is called by its number', () => {
  expect(periodInWords('2025-01-01', '2025-12-31')).toBe('2025年');
  expect(periodInWords('2024-01-01', '2025-12-31')).toBe('2024年1月1日 至 2025年12月31日');
});
