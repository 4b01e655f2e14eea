import type { NewContact } from '../../api/types';
import { formWords } from '../../words/forms';
import { toldWords } from '../../words/told';
import type { NeedDraft } from '../needs/raise-fields';
import type { Place } from '../regions/place-selects';

/** What a contact told beside its note, ready to be sent; `lack` says in a sentence what keeps it here. */
export interface Told {
  body: Pick<NewContact, 'need' | 'place_code' | 'residence' | 'employer' | 'phone'>;
  lack: string | null;
}

export interface ChangeDraft extends Place {
  placeText: string;
  employer: string;
  phone: string;
}

export const NO_CHANGE: ChangeDraft = {
  province: '',
  city: '',
  county: '',
  placeText: '',
  employer: '',
  phone: '',
};

/** A need, where a kind was chosen or words were written; the note speaks for a need without words of its own. */
export function needTold(draft: NeedDraft): Told {
  const words = draft.words.trim();
  if (draft.kind === '' && words === '') return { body: {}, lack: null };
  const need = { kind: draft.kind || ('other' as const), private: draft.isPrivate, ...(words === '' ? {} : { words }) };
  // Everybody who reads the contact reads its note.
  return { body: { need }, lack: draft.isPrivate && words === '' ? toldWords.value.needPrivate : null };
}

/** A change of place, employer or number; what was left empty stays as it is. */
export function changeTold(draft: ChangeDraft): Told {
  const phone = draft.phone.replace(/\s/g, '');
  const fields = {
    place_code: draft.county || draft.city || draft.province,
    residence: draft.placeText.trim(),
    employer: draft.employer.trim(),
    phone,
  };
  const body = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
  return { body, lack: phone !== '' && !/^1\d{10}$/.test(phone) ? formWords.value.report.badPhone : null };
}
