import type { Precision, Report, ReportKind, ReportMethod } from '../../api/types';

export type Season = 'spring' | 'summer' | 'autumn' | 'winter';

/** What somebody has written so far; every field is text or a tick, as the screen holds it. */
export interface ReportDraft {
  gone: boolean;
  precision: Precision;
  day: string;
  year: string;
  month: string;
  season: Season;
  departedText: string;
  province: string;
  city: string;
  county: string;
  overseas: boolean;
  unsettled: boolean;
  placeText: string;
  reason: string;
  employer: string;
  expectedReturn: string;
  phone: string;
  familyContact: string;
  wantsCard: boolean;
  note: string;
  discoveredOn: string;
  fromOn: string;
  toOn: string;
  returnedOn: string;
  thinking: string;
  work: string;
  organizationLife: string;
  dues: string;
  method: ReportMethod;
  reportedOn: string;
}

export function emptyDraft(today: string, onBehalf: boolean): ReportDraft {
  return {
    gone: false,
    precision: 'day',
    day: today,
    year: today.slice(0, 4),
    month: today.slice(5, 7),
    season: 'spring',
    departedText: '',
    province: '',
    city: '',
    county: '',
    overseas: false,
    unsettled: false,
    placeText: '',
    reason: '',
    employer: '',
    expectedReturn: '',
    phone: '',
    familyContact: '',
    wantsCard: false,
    note: '',
    discoveredOn: today,
    fromOn: today,
    toOn: '',
    returnedOn: today,
    thinking: '',
    work: '',
    organizationLife: '',
    dues: '',
    method: onBehalf ? 'in_person' : 'self',
    reportedOn: today,
  };
}

const OVERSEAS = 'HW0000';

function seasonOf(date: string): Season {
  const month = Number(date.slice(5, 7));
  if (month >= 3 && month <= 5) return 'spring';
  if (month >= 6 && month <= 8) return 'summer';
  return month >= 9 && month <= 11 ? 'autumn' : 'winter';
}

type Place = Pick<ReportDraft, 'province' | 'city' | 'county' | 'overseas' | 'unsettled'>;

/** Take a place's code apart into what the three wheels show. */
export function placeOf(code: string, unsettled: boolean): Place {
  const overseas = code === OVERSEAS;
  const coded = !overseas && code.length === 6;
  return {
    province: coded ? `${code.slice(0, 2)}0000` : '',
    city: coded && !code.endsWith('0000') ? `${code.slice(0, 4)}00` : '',
    county: coded && !code.endsWith('00') ? code : '',
    overseas,
    unsettled,
  };
}

/** Open a report again that came back as 请补充, with everything that was written. */
export function draftFromReport(report: Report, today: string): ReportDraft {
  const empty = emptyDraft(today, report.method !== 'self');
  const departed = report.departed_on ?? today;
  return {
    ...empty,
    ...placeOf(report.place_code ?? '', report.place_unsettled ?? false),
    gone: departed < today,
    precision: report.departed_precision ?? 'day',
    day: departed,
    year: departed.slice(0, 4),
    month: departed.slice(5, 7),
    season: seasonOf(departed),
    departedText: report.departed_text ?? '',
    placeText: report.residence ?? '',
    reason: report.reason_code ?? '',
    employer: report.employer ?? '',
    expectedReturn: report.expected_return_on ?? '',
    familyContact: report.family_contact?.includes('*') ? '' : (report.family_contact ?? ''),
    phone: report.phone?.includes('*') ? '' : (report.phone ?? ''),
    wantsCard: report.wants_card ?? false,
    note: report.note ?? '',
    discoveredOn: report.discovered_on ?? '',
    fromOn: report.from_on ?? '',
    toOn: report.to_on ?? '',
    returnedOn: report.returned_on ?? '',
    thinking: report.thinking ?? '',
    work: report.work ?? '',
    organizationLife: report.organization_life ?? '',
    dues: report.dues ?? '',
    method: report.method,
    reportedOn: report.reported_on,
  };
}

export type FormKind = Exclude<ReportKind, 'check_in'>;

export const FORM_KINDS: FormKind[] = ['departure', 'change', 'yearly', 'home_visit', 'return', 'hearsay'];

/** Open an item of the outbox again that the server did not take; its body is a report as we wrote it. */
export function draftFromBody(body: unknown, today: string): ReportDraft {
  return draftFromReport(body as Report, today);
}
