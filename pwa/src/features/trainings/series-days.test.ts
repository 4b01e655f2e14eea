import { describe, expect, it } from 'vitest';
import { monthlyDays } from './series-days';

const NONE: ReadonlySet<string> = new Set();

describe('the days of every month', () => {
  it('take the last day of a month that has not the day', () => {
    expect(monthlyDays(31, '2026-01-31', '2026-04-30', NONE)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
  });

  it('go over the end of a year, and end with the last day that is wanted', () => {
    expect(monthlyDays(5, '2026-11-05', '2027-02-04', NONE)).toEqual(['2026-11-05', '2026-12-05', '2027-01-05']);
  });

  it('are none while a day is not typed yet', () => {
    expect(monthlyDays(5, '', '2027-02-04', NONE)).toEqual([]);
    expect(monthlyDays(5, '2026-11-05', '', NONE)).toEqual([]);
  });

  it('are at most 36 that are held', () => {
    expect(monthlyDays(5, '2026-01-05', '2099-12-31', NONE)).toHaveLength(36);
    expect(monthlyDays(5, '2026-01-05', '2099-12-31', new Set(['2026-02-05']))).toHaveLength(37);
  });
});
