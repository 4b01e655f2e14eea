import type { NeedKind } from '../../api/needs';
import type { Visit, VisitInput, VisitOutcome } from '../../api/visits';
import type { VisitsWords } from '../../words/visits.zh';
import type { AddedPicture } from '../pictures/add-pictures';
import type { Chosen } from './people';

type Source = NonNullable<Visit['money_source']>;
type Signer = NonNullable<Visit['signed_by']>;

export interface Visited {
  member_id: string;
  name: string;
}

/** What is written at the door; all but how it was may stay empty. */
export interface VisitDraft {
  members: Visited[];
  outcomes: Record<string, VisitOutcome>;
  met: 'member' | 'family' | '';
  relation: string;
  day: string;
  visitors: Chosen[];
  others: string;
  gifts: string;
  money: string;
  source: Source | '';
  approval: string;
  situation: string;
  measures: string;
  signedBy: Signer | '';
  signer: string;
  note: string;
  /** Pictures that the visit has already, and those added now, with whether everybody in them agreed. */
  photos: string[];
  pictures: AddedPicture[];
  picturesAgreed: boolean;
  need: boolean;
  needWhose: string;
  needKind: NeedKind;
  needWords: string;
  needPrivate: boolean;
}

export function emptyDraft(members: Visited[], visitors: Chosen[], day: string): VisitDraft {
  return {
    members,
    outcomes: {},
    met: '',
    relation: '',
    day,
    visitors,
    others: '',
    gifts: '',
    money: '',
    source: '',
    approval: '',
    situation: '',
    measures: '',
    signedBy: '',
    signer: '',
    note: '',
    photos: [],
    pictures: [],
    picturesAgreed: false,
    need: false,
    needWhose: '',
    needKind: 'health',
    needWords: '',
    needPrivate: false,
  };
}

export function draftOf(visit: Visit): VisitDraft {
  const empty = emptyDraft(visit.members, visit.visitors, visit.on_date);
  return {
    ...empty,
    outcomes: Object.fromEntries(visit.members.map((one) => [one.member_id, one.outcome])),
    met: visit.members[0]?.met ?? '',
    relation: visit.members[0]?.relation ?? '',
    others: visit.other_visitors ?? '',
    gifts: visit.gifts ?? '',
    money: visit.money_cents === null ? '' : String(visit.money_cents / 100),
    source: visit.money_source ?? '',
    approval: visit.money_approval ?? '',
    situation: visit.situation ?? '',
    measures: visit.measures ?? '',
    signedBy: visit.signed_by ?? '',
    signer: visit.signer ?? '',
    note: visit.note ?? '',
    photos: visit.photo_ids,
  };
}

type Lack = Extract<keyof VisitsWords, 'needWhom' | 'needOutcome' | 'needMoney' | 'needSource' | 'needApproval' | 'needNeed'>;
export type VisitLacks = Partial<Record<'whom' | 'outcome' | 'money' | 'source' | 'approval' | 'need', Lack>>;

const AMOUNT = /^\d{1,6}(\.\d{1,2})?$/;

/** Only what the book cannot do without is asked for. */
export function findLacks(draft: VisitDraft): VisitLacks {
  const lacks: VisitLacks = {};
  const money = draft.money.trim();
  if (draft.members.length === 0) lacks.whom = 'needWhom';
  else if (draft.members.some((one) => draft.outcomes[one.member_id] === undefined)) lacks.outcome = 'needOutcome';
  if (money !== '' && !AMOUNT.test(money)) lacks.money = 'needMoney';
  else if (Number(money) > 0 && draft.source === '') lacks.source = 'needSource';
  else if (Number(money) > 0 && draft.source === 'dues' && draft.approval.trim() === '') lacks.approval = 'needApproval';
  if (draft.need && draft.needWords.trim() === '') lacks.need = 'needNeed';
  return lacks;
}

const MEANT: Partial<Record<VisitOutcome, 'member' | 'family'>> = { met_member: 'member', met_family: 'family' };

function text(value: string): string | null {
  return value.trim() === '' ? null : value.trim();
}

function fields(draft: VisitDraft) {
  return {
    members: draft.members.map((one) => {
      const outcome = draft.outcomes[one.member_id] ?? 'met_family';
      const met = MEANT[outcome] === undefined && draft.met !== '' ? { met: draft.met } : {};
      const relation = text(draft.relation);
      return { member_id: one.member_id, outcome, ...met, ...(relation === null ? {} : { relation }) };
    }),
    on_date: draft.day,
    visitor_ids: draft.visitors.map((one) => one.member_id),
    other_visitors: text(draft.others),
    gifts: text(draft.gifts),
    money_cents: draft.money.trim() === '' ? null : Math.round(Number(draft.money) * 100),
    money_source: draft.money.trim() === '' || draft.source === '' ? null : draft.source,
    money_approval: draft.money.trim() === '' ? null : text(draft.approval),
    situation: text(draft.situation),
    measures: text(draft.measures),
    signed_by: draft.signedBy === '' ? null : draft.signedBy,
    signer: text(draft.signer),
    note: text(draft.note),
    // Told only where there are new ones: those that are there stay.
    ...(draft.pictures.length === 0
      ? {}
      : {
          photo_ids: [...draft.photos, ...draft.pictures.map((one) => one.id)],
          photos_agreed: draft.picturesAgreed,
        }),
  };
}

/** How the visit was made follows from how it went. */
export function wayOf(draft: VisitDraft): NonNullable<VisitInput['way']> {
  const outcomes = Object.values(draft.outcomes);
  if (outcomes.length > 0 && outcomes.every((one) => one === 'by_phone_video')) return 'video';
  if (outcomes.includes('at_workplace')) return 'workplace';
  return outcomes.length > 0 && outcomes.every((one) => one === 'mailed') ? 'mail' : 'home';
}

/** A new visit as the server takes it, which finds the feast by its day; what was left empty is not sent. */
export function visitBody(draft: VisitDraft, id: string, writtenAt: string): VisitInput {
  const told = Object.fromEntries(Object.entries(fields(draft)).filter(([, value]) => value !== null));
  const whose = draft.needWhose || draft.members[0]?.member_id;
  return {
    ...(told as Pick<VisitInput, 'members' | 'on_date'>),
    id,
    way: wayOf(draft),
    recorded_at_device: writtenAt,
    ...(draft.need && whose !== undefined
      ? {
          needs: [
            { member_id: whose, kind: draft.needKind, words: draft.needWords.trim(), private: draft.needPrivate },
          ],
        }
      : {}),
  };
}

/** All that a correction tells; what was taken away is told as empty. */
export function visitChanges(draft: VisitDraft) {
  return { ...fields(draft), way: wayOf(draft) };
}
