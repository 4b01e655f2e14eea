import { expect, test } from 'vitest';
import { sheetsZh } from '../../words/sheets.zh';
import { askedOf, gridOf, lacksOf, SHEET_BOOKS, type Cells, type SheetBook } from './sheet-books';

const word = sheetsZh.grid;

function written(book: SheetBook, cells: Cells) {
  const grid = gridOf(book, word);
  return grid.write(askedOf(grid.columns, cells));
}

test('no two answers of a choice begin with the same letter, so that a key chooses', () => {
  for (const book of SHEET_BOOKS) {
    for (const { words = {} } of gridOf(book, word).columns) {
      const letters = Object.values(words).map((said) => said[0]);
      expect(new Set(letters).size, letters.join(' ')).toBe(letters.length);
    }
  }
});

test('a finding that agrees with the ledger sends the way, whom and the result', () => {
  expect(written('screenings', { on: '2026-02-09' })).toEqual({
    screening: { method: 'phone', asked: 'self', result: 'same' },
  });
});

test('what was typed under an answer that was changed afterwards is left out', () => {
  const cells = { on: '2026-02-09', result: 'lost', place: '宁波', lost_since: '2025-12-01', lost_situation: 'moved' };
  expect(written('screenings', cells)).toEqual({
    screening: { method: 'phone', asked: 'self', result: 'lost', lost_since: '2025-12-01', lost_situation: 'moved' },
  });
  expect(written('reports', { on: '2026-02-09', kind: 'return', returned_on: '2026-02-08', place: '宁波' })).toEqual({
    kind: 'return',
    returned_on: '2026-02-08',
  });
});

test('one choice says how they called and how it went, and money is counted in cents', () => {
  expect(written('visits', { on: '2027-01-29', visit: 'by_video', money: '200.5', money_source: 'village' })).toEqual({
    visit: { outcome: 'by_phone_video', way: 'video', money_cents: 20050, money_source: 'village' },
  });
});

test('a need goes with its row', () => {
  expect(written('contacts', { on: '2026-03-05', need: 'farm', words: '秧没人插' })).toEqual({
    with_whom: 'self',
    way: 'phone',
    outcome: 'reached',
    need: { kind: 'farm', words: '秧没人插' },
  });
});

test('a row says what it lacks before it is sent', () => {
  const { columns } = gridOf('visits', word);
  expect(lacksOf(columns, { money: '两百' }, true, word)).toEqual({
    on: word.needDay,
    member_id: word.pick,
    money: word.needAmount,
  });
  expect(lacksOf(columns, { on: '2027-01-29', money: '200', need: 'farm' }, false, word)).toEqual({ words: word.needWord });
});
