import { describe, expect, test } from 'vitest';
import type { DuesRow } from '../../api/types';
import { countMonths, fenOf, firstOpen, markOf, mayChoose, monthsOf, openIn, runsOf, withMonths, yuanOf, type Chosen } from './months';

const ROW = {
  member_id: 'tian',
  name: '田晓琴',
  kind: 'full',
  first_month: '2026-02',
  opening_paid_to: '2026-03',
  paid_to: '2026-05',
  assessment: null,
  cells: [
    { month: '2026-04', state: 'paid', amount_fen: 50, on_date: '2026-06-20', paid_by: 'self', paid_to: 'branch', basis: null },
    { month: '2026-05', state: 'waived', amount_fen: 0, on_date: '2026-05-08', paid_by: null, paid_to: null, basis: '住院' },
  ],
} satisfies DuesRow;

describe('a month of the grid', () => {
  test('is what is on record of it, else what its time says', () => {
    const marks = monthsOf(2026).map((month) => markOf(ROW, month, '2026-08', '2026-07'));
    expect(marks).toEqual([
      'before',
      'known',
      'known',
      'paid',
      'waived',
      'open',
      'coming',
      'coming',
      'ahead',
      'ahead',
      'ahead',
      'ahead',
    ]);
  });

  test('is chosen only where something can be recorded', () => {
    expect((['paid', 'waived', 'before', 'ahead', 'open', 'coming', 'known'] as const).filter(mayChoose)).toEqual([
      'open',
      'coming',
      'known',
    ]);
  });

  test('of a quarter that is ticked is chosen where it is open', () => {
    expect(openIn(ROW, monthsOf(2026), 1, '2026-08')).toEqual(['2026-06']);
    expect(openIn(ROW, monthsOf(2026), 2, '2026-08')).toEqual(['2026-07', '2026-08']);
  });
});

test('members with the same months share one act, and a gap makes two of it', () => {
  let chosen: Chosen = new Map();
  chosen = withMonths(chosen, 'tian', ['2026-12', '2027-01'], true);
  chosen = withMonths(chosen, 'tan', ['2026-12', '2027-01'], true);
  chosen = withMonths(chosen, 'luo', ['2026-10', '2026-12'], true);
  expect(countMonths(chosen)).toBe(6);
  expect(runsOf(chosen)).toEqual([
    { from: '2026-12', to: '2027-01', members: ['tian', 'tan'] },
    { from: '2026-10', to: '2026-10', members: ['luo'] },
    { from: '2026-12', to: '2026-12', members: ['luo'] },
  ]);
  expect(withMonths(chosen, 'luo', ['2026-10', '2026-12'], false).has('luo')).toBe(false);
});

test('money is whole fen, and what is none is refused', () => {
  expect([50, 100, 4_805].map(yuanOf)).toEqual(['0.50', '1.00', '48.05']);
  expect(['0.5', '48.05', '3', ' 1.20 '].map(fenOf)).toEqual([50, 4_805, 300, 120]);
  expect(['', '0', '-1', '1.234', '1,5', '一元', '1e3'].map(fenOf)).toEqual(Array.from({ length: 7 }, () => null));
});

test('a payment of one member begins with the month after the last that is settled, across the year', () => {
  expect(firstOpen({ paid_to: '2025-12' })).toBe('2026-01');
  expect(firstOpen({ paid_to: '2026-05' })).toBe('2026-06');
  expect(firstOpen({ paid_to: null }, '2026-03-18')).toBe('2026-03');
});
