import { departedOn, placeCode } from './body';
import type { FormKind, ReportDraft } from './draft';

/** What is still missing or cannot be, by the field where it is said. */
export type Lack = 'needDate' | 'needPlace' | 'needSomething' | 'needOrder' | 'badPhone' | 'notFuture';
export type Lacks = Partial<Record<'when' | 'where' | 'phone' | 'to' | 'whole', Lack>>;

/** Look through a draft before it is handed in; only what the branch cannot do without is asked for. */
export function findLacks(draft: ReportDraft, kind: FormKind, today: string): Lacks {
  return { ...ownLacks(draft, kind, today), ...phoneLack(draft, kind) };
}

function phoneLack(draft: ReportDraft, kind: FormKind): Lacks {
  const asked = kind === 'departure' || kind === 'change';
  return asked && draft.phone !== '' && !/^1\d{10}$/.test(draft.phone) ? { phone: 'badPhone' } : {};
}

function ownLacks(draft: ReportDraft, kind: FormKind, today: string): Lacks {
  switch (kind) {
    case 'departure':
      return { ...departureLack(draft, today), ...placeLack(draft) };
    case 'change':
      return changes(draft) ? {} : { whole: 'needSomething' };
    case 'home_visit':
      if (draft.fromOn === '') return { when: 'needDate' };
      return draft.toOn !== '' && draft.toOn < draft.fromOn ? { to: 'needOrder' } : {};
    case 'return':
      return pastDay(draft.returnedOn, today);
    case 'hearsay':
      return pastDay(draft.discoveredOn, today);
    case 'yearly':
      return draft.thinking || draft.work || draft.organizationLife || draft.dues ? {} : { whole: 'needSomething' };
  }
}

function departureLack(draft: ReportDraft, today: string): Lacks {
  const day = departedOn(draft);
  if (day === '') return { when: 'needDate' };
  return draft.gone && day > today ? { when: 'notFuture' } : {};
}

function placeLack(draft: ReportDraft): Lacks {
  // Without a network there may be no list of places: words will do, and who drives about has no one place.
  const told = draft.overseas || draft.city !== '' || draft.placeText !== '' || draft.unsettled;
  return told ? {} : { where: 'needPlace' };
}

function changes(draft: ReportDraft): boolean {
  return [placeCode(draft), draft.placeText, draft.employer, draft.phone, draft.familyContact, draft.note].some(Boolean);
}

function pastDay(day: string, today: string): Lacks {
  if (day === '') return { when: 'needDate' };
  return day > today ? { when: 'notFuture' } : {};
}
