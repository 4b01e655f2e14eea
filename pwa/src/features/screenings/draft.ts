import type {
  ScreeningFindingInput,
  ScreeningKnown,
  ScreeningLine,
  ScreeningTold,
} from '../../api/screenings';
import { departedOn, placeCode } from '../reports/body';
import { emptyDraft, placeOf, type ReportDraft } from '../reports/draft';

export type Method = ScreeningFindingInput['method'];
export type Asked = ScreeningFindingInput['asked'];
export type Now = 'away' | 'home' | 'lost';

/** What somebody has written of a difference, as the screen holds it: text and ticks. */
export interface FoundDraft {
  now: Now;
  /** The departure and the place, in the fields of a report's form. */
  trip: ReportDraft;
  returnedOn: string;
  phone: string;
  dues: string;
  cardNumber: string;
  homeFrom: string;
  homeTo: string;
  lostSince: string;
  situation: string;
  family: string;
  conclusion: string;
  note: string;
  need: boolean;
  needKind: string;
  needWords: string;
  needPrivate: boolean;
  screener: string;
  basis: string;
}

/** Open the form with what the ledger says, so that only what differs is touched. */
export function draftOf(known: ScreeningKnown, day: string): FoundDraft {
  const departed = known.departed_on ?? '';
  return {
    now: known.is_away ? 'away' : 'home',
    trip: {
      ...emptyDraft(day, true),
      ...placeOf(known.place_code ?? '', known.place_unsettled),
      gone: true,
      day: departed,
      year: (departed || day).slice(0, 4),
      month: (departed || day).slice(5, 7),
      precision: known.departed_precision ?? 'day',
      employer: known.employer ?? '',
    },
    returnedOn: '',
    phone: '',
    dues: known.dues_paid_to ?? '',
    cardNumber: known.card_number ?? '',
    homeFrom: known.arrives_on ?? '',
    homeTo: known.leaves_on ?? '',
    lostSince: '',
    situation: '',
    family: '',
    conclusion: '',
    note: '',
    need: false,
    needKind: 'health',
    needWords: '',
    needPrivate: false,
    screener: '',
    basis: '',
  };
}

/** Only what differs from the ledger; the server makes reports of it. */
export function toldOf(draft: FoundDraft, known: ScreeningKnown): ScreeningTold {
  const told: Record<string, unknown> = {};
  const differs = (name: keyof ScreeningKnown & keyof ScreeningTold, value: string) => {
    if (value.trim() !== '' && value.trim() !== (known[name] ?? '')) told[name] = value.trim();
  };
  if (draft.now === 'lost') return {} as ScreeningTold;
  if ((draft.now === 'away') !== known.is_away) told['is_away'] = draft.now === 'away';
  if (draft.now === 'away') Object.assign(told, tripOf(draft, known));
  else if (known.is_away) told['returned_on'] = draft.returnedOn;
  differs('phone', draft.phone);
  differs('dues_paid_to', draft.dues);
  differs('card_number', draft.cardNumber);
  if (told['card_number'] !== undefined && !known.has_card) told['has_card'] = true;
  return told as ScreeningTold;
}

function tripOf(draft: FoundDraft, known: ScreeningKnown): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  const { trip } = draft;
  const code = placeCode(trip);
  const departed = departedOn(trip);
  if (code !== '' && code !== known.place_code) told['place_code'] = code;
  if (trip.unsettled !== known.place_unsettled) told['place_unsettled'] = trip.unsettled;
  if (trip.placeText.trim() !== '') told['residence'] = trip.placeText.trim();
  if (trip.employer.trim() !== '' && trip.employer.trim() !== (known.employer ?? '')) told['employer'] = trip.employer.trim();
  if (trip.reason !== '' && trip.reason !== known.reason_code) told['reason_code'] = trip.reason;
  if (!known.is_away && departed !== '') {
    told['departed_on'] = departed;
    told['departed_precision'] = trip.precision;
    if (trip.departedText.trim() !== '') told['departed_text'] = trip.departedText.trim();
  }
  const home = [draft.homeFrom, draft.homeTo];
  if (home[0] !== '' && home[1] !== '' && (home[0] !== known.arrives_on || home[1] !== known.leaves_on)) {
    told['home_from'] = home[0];
    told['home_to'] = home[1];
  }
  return told;
}

export type Lack =
  | 'needSituation'
  | 'needSince'
  | 'needReturned'
  | 'needDeparted'
  | 'needPlace'
  | 'needBoth'
  | 'needSomething'
  | 'needBasis'
  | 'badPhone';
export type Lacks = Partial<
  Record<'situation' | 'since' | 'returned' | 'departed' | 'place' | 'home' | 'phone' | 'basis' | 'whole', Lack>
>;

/** Look through what was written; only what the book cannot do without is asked for. */
export function findLacks(draft: FoundDraft, known: ScreeningKnown, correcting: 'no' | 'open' | 'closed'): Lacks {
  const lacks: Lacks = {};
  if (draft.now === 'lost') {
    if (draft.situation === '') lacks.situation = 'needSituation';
    if (draft.lostSince === '') lacks.since = 'needSince';
  }
  if (draft.now === 'home' && known.is_away && draft.returnedOn === '') lacks.returned = 'needReturned';
  if (draft.now === 'away' && !known.is_away) {
    if (departedOn(draft.trip) === '') lacks.departed = 'needDeparted';
    const { trip } = draft;
    if (placeCode(trip) === '' && !trip.unsettled && trip.placeText.trim() === '') lacks.place = 'needPlace';
  }
  if (draft.now === 'away' && (draft.homeFrom === '') !== (draft.homeTo === '')) lacks.home = 'needBoth';
  if (draft.phone !== '' && !/^1\d{10}$/.test(draft.phone.trim())) lacks.phone = 'badPhone';
  if (correcting === 'closed' && draft.basis.trim() === '') lacks.basis = 'needBasis';
  const wrote = [draft.family, draft.conclusion, draft.note, draft.screener].some((text) => text.trim() !== '');
  const nothing = draft.now !== 'lost' && Object.keys(toldOf(draft, known)).length === 0 && !wrote && !draft.need;
  if (nothing && correcting === 'no') lacks.whole = 'needSomething';
  return lacks;
}

export interface Handing {
  method: Method;
  asked: Asked;
  day: string;
  /** The instant at which it was written on this phone. */
  writtenAt: string;
}

type Finding = Omit<ScreeningFindingInput, 'id' | 'member_id' | 'need'>;

function base(line: ScreeningLine, handing: Handing): Finding {
  return {
    screened_on: handing.day,
    method: handing.method,
    asked: handing.asked,
    result: 'same',
    recorded_at_device: handing.writtenAt,
    ...(line.known === null ? {} : { ledger_version: line.known.version }),
  };
}

/** 与台账一致, with the way it was asked and whom. */
export function sameBody(line: ScreeningLine, id: string, handing: Handing): ScreeningFindingInput {
  return { id, member_id: line.member_id, ...base(line, handing) };
}

/** What was found out where something differs. */
export function foundBody(draft: FoundDraft, line: ScreeningLine, handing: Handing): Finding {
  const known = line.known;
  const told = known === null ? ({} as ScreeningTold) : toldOf(draft, known);
  const differs = Object.keys(told).length > 0;
  const texts = { family: draft.family, conclusion: draft.conclusion, note: draft.note, screener: draft.screener };
  const written = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
  return {
    ...base(line, handing),
    ...written,
    result: draft.now === 'lost' ? 'lost' : differs ? 'differs' : 'same',
    ...(differs ? { told } : {}),
    ...(draft.now === 'lost'
      ? { lost_since: draft.lostSince, lost_situation: draft.situation as NonNullable<Finding['lost_situation']> }
      : {}),
  };
}

export function needOf(draft: FoundDraft): Pick<ScreeningFindingInput, 'need'> {
  if (!draft.need) return {};
  const words = draft.needWords.trim();
  const kind = draft.needKind as NonNullable<ScreeningFindingInput['need']>['kind'];
  return { need: { kind, private: draft.needPrivate, ...(words === '' ? {} : { words }) } };
}
