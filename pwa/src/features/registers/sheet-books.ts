import type { PaperRow, PaperSheet } from '../../api/registers';
import { sheetsWords } from '../../words/sheets';

export type SheetBook = PaperSheet['book'];
type GridWords = typeof sheetsWords.value.grid;

/** What was typed on one row, by column. */
export type Cells = Record<string, string>;

/** One column of a grid. `when` says on which rows it is asked; such columns stand below the row's own line. */
export interface Column {
  name: string;
  title: string;
  kind: 'day' | 'month' | 'choice' | 'person' | 'text' | 'money';
  words?: Record<string, string>;
  /** What a choice is before anybody chooses; without one it may stay open. */
  first?: string;
  hint?: string;
  most?: number;
  /** The day may lie ahead. */
  ahead?: boolean;
  long?: boolean;
  when?: (cells: Cells) => boolean;
}

/** A book as the grid asks for it: its columns beside the day, and the row that the server takes. */
export interface GridBook {
  columns: Column[];
  /** What stands printed beside the name. */
  beside?: string;
  write: (cells: Cells) => Omit<PaperRow, 'number' | 'on' | 'member_id'>;
}

type Part<K extends keyof PaperRow> = NonNullable<PaperRow[K]>;

/** An untouched cell is not sent: the server then takes what is usual. */
function said(cells: Cells, ...names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (cells[name] ? [[name, cells[name]]] : [])));
}

function needColumns(word: GridWords, when?: Column['when']): Column[] {
  return [
    { name: 'need', title: word.need, kind: 'choice', words: word.needs, ...(when && { when }) },
    { name: 'words', title: word.needWords, kind: 'text', most: 1000, long: true, when: (cells) => !!cells['need'] },
  ];
}

function needOf(cells: Cells): { need?: Part<'need'> } {
  if (!cells['need']) return {};
  return { need: { kind: cells['need'], words: cells['words'] ?? '' } as Part<'need'> };
}

const isAbout = (kind: string) => (cells: Cells) => cells['kind'] === kind;
const isMove = (cells: Cells) => cells['kind'] === 'departure' || cells['kind'] === 'change';
const differs = (cells: Cells) => cells['result'] === 'differs';
const isAway = (cells: Cells) => differs(cells) && cells['now'] !== 'home';
const isLost = (cells: Cells) => cells['result'] === 'lost';
const isTyped = (cells: Cells) => !!cells['on'];
const metFamily = (cells: Cells) => isTyped(cells) && !['met_member', 'at_workplace', 'mailed'].includes(cells['visit'] ?? '');
const hasMoney = (cells: Cells) => !!cells['money'];

/** Each book once: adding one is one entry here, and its words. */
const BOOKS: Record<SheetBook, (word: GridWords) => GridBook> = {
  screenings: (word) => ({
    beside: word.ledger,
    columns: [
      { name: 'method', title: word.method, kind: 'choice', words: word.methods, first: 'phone' },
      { name: 'asked', title: word.asked, kind: 'choice', words: word.askeds, first: 'self' },
      { name: 'result', title: word.result, kind: 'choice', words: word.results, first: 'same' },
      { name: 'family', title: word.family, kind: 'text', most: 500, long: true },
      { name: 'screener', title: word.screener, kind: 'text', most: 100 },
      { name: 'now', title: word.now, kind: 'choice', words: word.nows, when: differs },
      { name: 'departed_on', title: word.went, kind: 'day', when: isAway },
      { name: 'reason_code', title: word.reason, kind: 'choice', words: word.reasons, when: isAway },
      { name: 'place', title: word.place, kind: 'text', hint: word.placeHint, most: 80, when: isAway },
      { name: 'employer', title: word.employer, kind: 'text', most: 200, when: isAway },
      {
        name: 'returned_on',
        title: word.returned,
        kind: 'day',
        when: (cells) => differs(cells) && cells['now'] === 'home',
      },
      { name: 'phone', title: word.phone, kind: 'text', most: 30, when: differs },
      { name: 'card_number', title: word.card, kind: 'text', most: 60, when: differs },
      { name: 'dues_paid_to', title: word.dues, kind: 'month', when: differs },
      { name: 'lost_since', title: word.lostSince, kind: 'day', when: isLost },
      { name: 'lost_situation', title: word.situation, kind: 'choice', words: word.situations, when: isLost },
      ...needColumns(word, isTyped),
      { name: 'note', title: word.note, kind: 'text', most: 1000, long: true, when: isTyped },
    ],
    write: (cells) => ({
      screening: {
        method: 'phone',
        ...said(cells, 'method', 'asked', 'result', 'family', 'screener', 'note'),
        ...(cells['now'] ? { is_away: cells['now'] === 'away' } : {}),
        ...said(cells, 'departed_on', 'reason_code', 'place', 'employer', 'returned_on', 'phone'),
        ...said(cells, 'card_number', 'dues_paid_to', 'lost_since', 'lost_situation'),
        ...needOf(cells),
      } as Part<'screening'>,
    }),
  }),
  reports: (word) => ({
    columns: [
      { name: 'kind', title: word.kind, kind: 'choice', words: word.kinds, first: 'check_in' },
      { name: 'note', title: word.note, kind: 'text', most: 1000, long: true },
      { name: 'departed_on', title: word.departed, kind: 'day', ahead: true, when: isAbout('departure') },
      { name: 'expected_return_on', title: word.expected, kind: 'day', ahead: true, when: isMove },
      { name: 'reason_code', title: word.reason, kind: 'choice', words: word.reasons, when: isMove },
      { name: 'place', title: word.place, kind: 'text', hint: word.placeHint, most: 80, when: isMove },
      { name: 'employer', title: word.employer, kind: 'text', most: 200, when: isMove },
      { name: 'residence', title: word.residence, kind: 'text', most: 300, when: isMove },
      { name: 'returned_on', title: word.returned, kind: 'day', when: isAbout('return') },
      { name: 'phone', title: word.phone, kind: 'text', most: 30, when: (cells) => isMove(cells) || isAbout('return')(cells) },
    ],
    write: (cells) => ({
      ...said(cells, 'kind', 'departed_on', 'expected_return_on', 'reason_code', 'place', 'employer', 'residence'),
      ...said(cells, 'returned_on', 'phone', 'note'),
    }),
  }),
  contacts: (word) => ({
    columns: [
      { name: 'by_member_id', title: word.by, kind: 'person', hint: word.byTypist },
      { name: 'with_whom', title: word.whom, kind: 'choice', words: word.whoms, first: 'self' },
      { name: 'way', title: word.way, kind: 'choice', words: word.ways, first: 'phone' },
      { name: 'outcome', title: word.outcome, kind: 'choice', words: word.outcomes, first: 'reached' },
      { name: 'note', title: word.told, kind: 'text', most: 1000, long: true },
      ...needColumns(word),
    ],
    write: (cells) => ({
      ...said(cells, 'by_member_id', 'with_whom', 'way', 'outcome', 'note'),
      ...needOf(cells),
    }),
  }),
  visits: (word) => ({
    beside: word.plan,
    columns: [
      { name: 'visit', title: word.visit, kind: 'choice', words: word.visits, first: 'met_family' },
      { name: 'visitors', title: word.visitors, kind: 'text', most: 200 },
      { name: 'gifts', title: word.gifts, kind: 'text', most: 300 },
      { name: 'money', title: word.money, kind: 'money' },
      { name: 'situation', title: word.situationAtHome, kind: 'text', most: 1000, long: true },
      { name: 'relation', title: word.relation, kind: 'text', hint: word.relationHint, most: 40, when: metFamily },
      { name: 'money_source', title: word.source, kind: 'choice', words: word.sources, when: hasMoney },
      {
        name: 'money_approval',
        title: word.approval,
        kind: 'text',
        most: 300,
        long: true,
        when: (cells) => hasMoney(cells) && cells['money_source'] === 'dues',
      },
      ...needColumns(word, isTyped),
      { name: 'measures', title: word.measures, kind: 'text', most: 1000, long: true, when: isTyped },
      { name: 'signed_by', title: word.signed, kind: 'choice', words: word.signers, when: isTyped },
      { name: 'signer', title: word.signer, kind: 'text', most: 60, when: (cells) => cells['signed_by'] === 'other' },
      { name: 'note', title: word.note, kind: 'text', most: 1000, long: true, when: isTyped },
    ],
    write: (cells) => ({
      visit: {
        ...wentBy(cells['visit'] ?? 'met_family'),
        ...said(cells, 'relation', 'visitors', 'gifts', 'situation', 'money_source', 'money_approval', 'measures'),
        ...said(cells, 'signed_by', 'signer', 'note'),
        ...(cells['money'] ? { money_cents: Math.round(Number(cells['money']) * 100) } : {}),
        ...needOf(cells),
      } as Part<'visit'>,
    }),
  }),
};

/** One choice on the grid says how they called and how it went. */
function wentBy(choice: string): { outcome: string; way?: string } {
  if (choice === 'by_phone' || choice === 'by_video') return { outcome: 'by_phone_video', way: choice.slice(3) };
  return { outcome: choice };
}

export const SHEET_BOOKS = Object.keys(BOOKS) as SheetBook[];

export function gridOf(book: SheetBook, word: GridWords): GridBook {
  return BOOKS[book](word);
}

/** Only what is asked on this row counts: a cell that was filled and then no longer asked for is left out. */
export function askedOf(columns: Column[], cells: Cells): Cells {
  const asked = columns.filter((column) => column.when === undefined || column.when(cells));
  return Object.fromEntries(
    asked.flatMap(({ name, first }) => {
      const value = cells[name]?.trim() || first;
      return value ? [[name, value]] : [];
    }),
  );
}

const AMOUNT = /^\d{1,7}(\.\d{1,2})?$/;

/** Say what a row lacks before it is sent, by column. */
export function lacksOf(columns: Column[], cells: Cells, blank: boolean, word: GridWords): Record<string, string> {
  const lacks: Record<string, string> = {};
  if (!cells['on']) lacks['on'] = word.needDay;
  if (blank && !cells['member_id']) lacks['member_id'] = word.pick;
  if (cells['need'] && !cells['words']?.trim()) lacks['words'] = word.needWord;
  for (const { name, kind } of columns) {
    if (kind === 'money' && cells[name] && !AMOUNT.test(cells[name].trim())) lacks[name] = word.needAmount;
  }
  return lacks;
}
