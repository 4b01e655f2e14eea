import type { Member, MemberChanges, NewMember } from '../../api/types';
import type { RecordDraft } from './record-fields';

type Field = keyof RecordDraft;

/** Masked values are shown to nobody as if they were editable: the field stays empty until it is retyped. */
function shown(value: string | null | undefined): string {
  return !value || value.includes('*') ? '' : value;
}

export function draftFromMember(member: Member): RecordDraft {
  return {
    name: member.name,
    sex: member.sex,
    kind: member.kind,
    birth_date: shown(member.birth_date),
    joined_on: shown(member.joined_on),
    confirmed_on: shown(member.confirmed_on),
    id_number: shown(member.id_number),
    phone: shown(member.phone),
    address: shown(member.address),
    family_contact: shown(member.family_contact),
    job: shown(member.job),
    wechat: shown(member.wechat),
    landline: shown(member.landline),
    group_id: member.group_id ?? '',
    communication: shown(member.communication),
  };
}

/** What somebody has really changed; an emptied field is sent as null. */
export function changesOf(before: RecordDraft, after: RecordDraft): MemberChanges {
  const changed = (Object.keys(after) as Field[]).filter((field) => before[field].trim() !== after[field].trim());
  return Object.fromEntries(changed.map((field) => [field, after[field].trim() || null])) as MemberChanges;
}

/** A new record as the server takes it: what is not known is left out. */
export function recordBody(draft: RecordDraft): Omit<NewMember, 'organization_id'> {
  const known = (Object.keys(draft) as Field[]).filter((field) => draft[field].trim() !== '');
  return Object.fromEntries(known.map((field) => [field, draft[field].trim()])) as unknown as NewMember;
}
