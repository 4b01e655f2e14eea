import { describe, expect, test } from 'vitest';
import type { ScreeningKnown, ScreeningLine } from '../../api/screenings';
import type { OutboxItem } from '../../offline';
import { draftOf, findLacks, foundBody, toldOf, type FoundDraft } from './draft';
import { beside, nextMissing, overlay } from './entries';

const KNOWN = {
  version: 'v1',
  is_away: true,
  departed_on: '2025-02-20',
  departed_precision: 'day',
  place_code: '330212',
  place_unsettled: false,
  employer: '顺达五金厂',
  phone: '199****0003',
  dues_paid_to: '2025-12',
  has_card: false,
  card_number: null,
  reason_code: 'work',
  arrives_on: null,
  leaves_on: null,
} as unknown as ScreeningKnown;

function line(name: string, more: Partial<ScreeningLine> = {}): ScreeningLine {
  return { member_id: name, name, state: 'missing', known: KNOWN, finding: null, ...more } as ScreeningLine;
}

function item(more: Partial<OutboxItem>): OutboxItem {
  return { id: 'i', path: '/screenings/r/findings', body: { member_id: 'b' }, state: 'waiting', ...more } as OutboxItem;
}

function draft(more: Partial<FoundDraft> = {}, known = KNOWN): FoundDraft {
  return { ...draftOf(known, '2026-02-05'), ...more };
}

const HANDING = { method: 'phone', asked: 'self', day: '2026-02-05', writtenAt: '2026-02-05T09:00:00Z' } as const;

describe('the list of a round', () => {
  const lines = [line('a'), line('b'), line('c', { state: 'done' }), line('d', { state: 'left' })];

  test('has who is missing first, and what lies on the phone counts as done', () => {
    const entries = overlay(lines, 'r', [item({})], []);
    expect(entries.map((entry) => [entry.line.name, entry.state])).toEqual([
      ['a', 'missing'], ['b', 'done'], ['c', 'done'], ['d', 'left'],
    ]);
    expect(entries[1]?.kept?.stage).toBe('on_phone');
  });

  test('keeps somebody missing whose entry the server did not take, with its reason', () => {
    const problem = { code: 'screening_already_done', title: '', status: 409, errors: { member_id: ['何记问过了。'] } };
    const entries = overlay(lines, 'r', [item({ state: 'needs_you', problem })], []);
    expect(entries[1]).toMatchObject({ state: 'missing', kept: { stage: 'stuck', reason: '何记问过了。' } });
  });

  test('of another round says nothing here', () => {
    expect(overlay(lines, 'r', [item({ path: '/screenings/x/findings' })], []).every((one) => one.kept === null)).toBe(true);
  });

  test('goes on to the next who is missing, and round at the end', () => {
    const entries = overlay([line('a'), line('b'), line('c')], 'r', [], []);
    expect([null, 'a', 'c', 'x'].map((at) => nextMissing(entries, at))).toEqual(['a', 'b', 'a', 'a']);
    expect(beside(entries, 'a', -1)).toBe('a');
    expect(beside(entries, 'c', 1)).toBe('c');
    expect(nextMissing([], null)).toBeNull();
  });
});

describe('what differs', () => {
  test('is nothing as long as the form is as it was opened', () => {
    expect(toldOf(draft(), KNOWN)).toEqual({});
    expect(findLacks(draft(), KNOWN, 'no')).toEqual({ whole: 'needSomething' });
  });

  test('is only what was touched', () => {
    const changed = draft({ dues: '2026-01', phone: '19900000009' });
    changed.trip = { ...changed.trip, employer: '宏发电子' };
    expect(toldOf(changed, KNOWN)).toEqual({ employer: '宏发电子', phone: '19900000009', dues_paid_to: '2026-01' });
  });

  test('of somebody who is back is the day of return', () => {
    expect(findLacks(draft({ now: 'home' }), KNOWN, 'no')).toEqual({ returned: 'needReturned' });
    expect(toldOf(draft({ now: 'home', returnedOn: '2026-02-01' }), KNOWN)).toEqual({ is_away: false, returned_on: '2026-02-01' });
  });

  test('of somebody who has left is the day and the place', () => {
    const home = { ...KNOWN, is_away: false, departed_on: null, place_code: null, employer: null } as ScreeningKnown;
    const gone = draft({ now: 'away' }, home);
    expect(findLacks(gone, home, 'no')).toEqual({ departed: 'needDeparted', place: 'needPlace' });
    gone.trip = { ...gone.trip, day: '2026-01-03', province: '440000', city: '440300', county: '' };
    expect(toldOf(gone, home)).toEqual({
      is_away: true, departed_on: '2026-01-03', departed_precision: 'day', place_code: '440300',
    });
  });

  test('of somebody who cannot be found is the situation, and nothing else is told', () => {
    const lost = draft({ now: 'lost', situation: 'work', lostSince: '2025-06-01', dues: '2026-01' });
    expect(foundBody(lost, line('a'), HANDING)).toMatchObject({ result: 'lost', lost_situation: 'work' });
    expect(foundBody(lost, line('a'), HANDING)).not.toHaveProperty('told');
  });

  test('may be a word on the family alone: then the ledger is right', () => {
    const words = draft({ family: '老人腿脚不便' });
    expect(findLacks(words, KNOWN, 'no')).toEqual({});
    expect(foundBody(words, line('a'), HANDING)).toMatchObject({ result: 'same', family: '老人腿脚不便', ledger_version: 'v1' });
  });
});
