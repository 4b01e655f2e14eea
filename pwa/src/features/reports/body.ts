import type { ReportInput } from '../../api/types';
import type { FormKind, ReportDraft, Season } from './draft';

export interface Handing {
  id: string;
  memberId: string;
  kind: FormKind;
  today: string;
  /** The instant at which it was written on this phone, RFC 3339. */
  writtenAt: string;
}

/** The first month of each season: what is known is kept as precision, the date only places it in time. */
const SEASON_STARTS: Record<Season, string> = { spring: '03', summer: '06', autumn: '09', winter: '12' };

/** Place an approximate departure in time: the first day of what is known. */
export function departedOn(draft: ReportDraft): string {
  if (!draft.gone) return draft.day;
  switch (draft.precision) {
    case 'month':
      return `${draft.year}-${draft.month}-01`;
    case 'season':
      return `${draft.year}-${SEASON_STARTS[draft.season]}-01`;
    case 'year':
      return `${draft.year}-01-01`;
    default:
      return draft.day;
  }
}

export function placeCode(draft: ReportDraft): string {
  return draft.overseas ? 'HW0000' : draft.county || draft.city || draft.province;
}

/** Turn what was written into what the server takes; what was left empty is not sent. */
export function reportBody(draft: ReportDraft, handing: Handing): ReportInput {
  const { id, memberId, kind, today, writtenAt } = handing;
  const common: ReportInput = {
    id,
    member_id: memberId,
    kind,
    method: draft.method,
    reported_on: draft.method === 'self' ? today : draft.reportedOn,
    recorded_at_device: writtenAt,
  };
  return withoutEmpty({ ...common, ...ownFields(draft, kind) });
}

function ownFields(draft: ReportDraft, kind: FormKind): Partial<ReportInput> {
  const place = {
    place_code: placeCode(draft),
    place_unsettled: draft.unsettled,
    residence: draft.placeText,
    employer: draft.employer,
    phone: draft.phone,
    family_contact: draft.familyContact,
  };
  switch (kind) {
    case 'departure':
      return {
        ...place,
        departed_on: departedOn(draft),
        departed_precision: draft.gone ? draft.precision : 'day',
        departed_text: draft.gone ? draft.departedText : '',
        expected_return_on: draft.expectedReturn,
        reason_code: (draft.reason || null) as NonNullable<ReportInput['reason_code']>,
        wants_card: draft.wantsCard,
        note: draft.note,
      };
    case 'change':
      return { ...place, expected_return_on: draft.expectedReturn, note: draft.note };
    case 'home_visit':
      return { from_on: draft.fromOn, to_on: draft.toOn };
    case 'return':
      return { returned_on: draft.returnedOn, note: draft.note };
    case 'yearly':
      return {
        thinking: draft.thinking,
        work: draft.work,
        organization_life: draft.organizationLife,
        dues: draft.dues,
      };
    case 'hearsay':
      return { discovered_on: draft.discoveredOn, note: draft.note };
  }
}

function withoutEmpty(input: ReportInput): ReportInput {
  const kept = Object.entries(input)
    .map(([name, value]: [string, unknown]) => [name, typeof value === 'string' ? value.trim() : value] as const)
    .filter(([, value]) => value !== '' && value !== null && value !== undefined && value !== false);
  return Object.fromEntries(kept) as unknown as ReportInput;
}
