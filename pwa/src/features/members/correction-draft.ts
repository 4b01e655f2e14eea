import type { AwayCorrection, AwayPeriod, Precision } from '../../api/types';
import { emptyDraft, placeOf, type ReportDraft } from '../reports/draft';
import { placeCode } from '../reports/body';

/** What can be corrected of a time away; the place is chosen as in a report. */
export interface CorrectionDraft {
  departed_on: string;
  departed_precision: Precision;
  departed_text: string;
  expected_return_on: string;
  returned_on: string;
  employer: string;
  residence: string;
  place: ReportDraft;
}

type Told = Exclude<keyof CorrectionDraft, 'place'>;

const TOLD: Told[] = [
  'departed_on',
  'departed_precision',
  'departed_text',
  'expected_return_on',
  'returned_on',
  'employer',
  'residence',
];

export function correctionDraft(period: AwayPeriod, today: string): CorrectionDraft {
  const told = Object.fromEntries(TOLD.map((field) => [field, period[field] ?? '']));
  const place = { ...emptyDraft(today, true), ...placeOf(period.place_code ?? '', period.place_unsettled) };
  return { ...(told as unknown as Omit<CorrectionDraft, 'place'>), place };
}

/** What was really changed; an emptied field is sent as null. */
export function correctionOf(period: AwayPeriod, draft: CorrectionDraft): Omit<AwayCorrection, 'basis'> {
  const changed = TOLD.filter((field) => draft[field].trim() !== (period[field] ?? ''));
  const code = placeCode(draft.place);
  return {
    ...Object.fromEntries(changed.map((field) => [field, draft[field].trim() || null])),
    ...(code === (period.place_code ?? '') ? {} : { place_code: code || null }),
    ...(draft.place.unsettled === period.place_unsettled ? {} : { place_unsettled: draft.place.unsettled }),
  };
}
