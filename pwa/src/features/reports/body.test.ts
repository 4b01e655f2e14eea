import { describe, expect, test } from 'vitest';
import type { Report } from '../../api/types';
import { departedOn, reportBody, type Handing } from './body';
import { findLacks } from './check';
import { draftFromReport, emptyDraft, type FormKind, type ReportDraft } from './draft';

const TODAY = '2026-11-24';

function handing(kind: FormKind): Handing {
  return { id: 'r-1', memberId: 'm-chen', kind, today: TODAY, writtenAt: '2026-11-24T08:00:00+08:00' };
}

function written(part: Partial<ReportDraft>, onBehalf = false): ReportDraft {
  return { ...emptyDraft(TODAY, onBehalf), ...part };
}

describe('a departure', () => {
  test('needs a place before anything else', () => {
    expect(findLacks(written({}), 'departure', TODAY)).toEqual({ where: 'needPlace' });
  });

  test('in a province alone is too little, unless the place is not settled', () => {
    expect(findLacks(written({ province: '440000' }), 'departure', TODAY)).toEqual({ where: 'needPlace' });
    expect(findLacks(written({ province: '440000', unsettled: true }), 'departure', TODAY)).toEqual({});
  });

  test('that is already past cannot lie in the future', () => {
    const draft = written({ gone: true, day: '2026-12-01', city: '441900' });
    expect(findLacks(draft, 'departure', TODAY)).toEqual({ when: 'notFuture' });
  });

  test('sends only what was written', () => {
    const body = reportBody(written({ day: '2026-11-26', province: '330000', city: '330300', county: '330381' }), handing('departure'));
    expect(body).toEqual({
      id: 'r-1',
      member_id: 'm-chen',
      kind: 'departure',
      method: 'self',
      reported_on: TODAY,
      recorded_at_device: '2026-11-24T08:00:00+08:00',
      departed_on: '2026-11-26',
      departed_precision: 'day',
      place_code: '330381',
    });
  });

  test('overseas carries the code for overseas', () => {
    expect(reportBody(written({ overseas: true }), handing('departure')).place_code).toBe('HW0000');
  });

  test('with a phone of ten digits is sent back to the form', () => {
    const draft = written({ city: '441900', phone: '1380000000' });
    expect(findLacks(draft, 'departure', TODAY)).toEqual({ phone: 'badPhone' });
  });
});

describe('an approximate departure keeps its precision', () => {
  test.each([
    ['month', { year: '2025', month: '03' }, '2025-03-01'],
    ['season', { year: '2025', season: 'autumn' }, '2025-09-01'],
    ['year', { year: '2024' }, '2024-01-01'],
    ['day', { day: '2025-03-08' }, '2025-03-08'],
  ] as const)('known to the %s', (precision, part, expected) => {
    const draft = written({ gone: true, precision, departedText: '春节后', overseas: true, ...part });
    expect(departedOn(draft)).toBe(expected);
    const body = reportBody(draft, handing('departure'));
    expect(body.departed_precision).toBe(precision);
    expect(body.departed_text).toBe('春节后');
  });

  test('and a planned one is always a day', () => {
    const draft = written({ gone: false, precision: 'year', day: '2026-12-01', overseas: true });
    expect(reportBody(draft, handing('departure'))).toMatchObject({
      departed_on: '2026-12-01',
      departed_precision: 'day',
    });
  });
});

test('a report on behalf names how and when it was told', () => {
  const draft = written({ method: 'phone', reportedOn: '2026-11-20', returnedOn: '2026-11-19' }, true);
  expect(reportBody(draft, handing('return'))).toMatchObject({
    method: 'phone',
    reported_on: '2026-11-20',
    returned_on: '2026-11-19',
  });
});

test('a short home visit cannot end before it begins', () => {
  const draft = written({ fromOn: '2027-02-05', toOn: '2027-02-01' });
  expect(findLacks(draft, 'home_visit', TODAY)).toEqual({ to: 'needOrder' });
});

test('a change that changes nothing is not handed in', () => {
  expect(findLacks(written({}), 'change', TODAY)).toEqual({ whole: 'needSomething' });
  expect(findLacks(written({ employer: '兴业五金厂' }), 'change', TODAY)).toEqual({});
});

test('a report that came back opens with what was written, and masked numbers stay out of it', () => {
  const report = {
    kind: 'departure',
    method: 'self',
    reported_on: '2026-11-20',
    departed_on: '2025-03-01',
    departed_precision: 'month',
    place_code: '330381',
    phone: '138****5678',
    employer: '塘下汽配厂',
  } as Report;
  const draft = draftFromReport(report, TODAY);
  expect(draft).toMatchObject({
    gone: true,
    precision: 'month',
    year: '2025',
    month: '03',
    province: '330000',
    city: '330300',
    county: '330381',
    phone: '',
    employer: '塘下汽配厂',
  });
  expect(reportBody(draft, handing('departure')).departed_on).toBe('2025-03-01');
});
