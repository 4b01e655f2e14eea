import type { Group } from '../../api/types';
import { ChoiceField } from '../../ui/choice';
import { SelectField, TextField } from '../../ui/field';
import { formWords } from '../../words/forms';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';

/** What the forms for adding and editing a member hold; an empty text means: not known. */
export interface RecordDraft {
  name: string;
  sex: string;
  kind: string;
  birth_date: string;
  joined_on: string;
  confirmed_on: string;
  id_number: string;
  phone: string;
  address: string;
  family_contact: string;
  job: string;
  wechat: string;
  landline: string;
  group_id: string;
  communication: string;
}

export const EMPTY_RECORD: RecordDraft = {
  name: '',
  sex: '1',
  kind: 'full',
  birth_date: '',
  joined_on: '',
  confirmed_on: '',
  id_number: '',
  phone: '',
  address: '',
  family_contact: '',
  job: '',
  wechat: '',
  landline: '',
  group_id: '',
  communication: '',
};

interface RecordFieldsProps {
  draft: RecordDraft;
  change: (part: Partial<RecordDraft>) => void;
  /** The sentences of the server, by field. */
  errors: Record<string, string[]>;
  /** The groups of the branch, where it has any. */
  groups?: Group[];
}

export function RecordFields({ draft, change, errors, groups = [] }: RecordFieldsProps) {
  const { me } = formWords.value;
  const { members: say } = officeWords.value;
  const text: [keyof RecordDraft, string, string?][] = [
    ['birth_date', me.birthDate, say.partialHint],
    ['joined_on', me.joinedOn, say.partialHint],
    ['confirmed_on', me.confirmedOn, say.partialHint],
    ['phone', me.phone],
    ['wechat', say.wechat],
    ['landline', say.landline],
    ['id_number', me.idNumber],
    ['address', me.address],
    ['family_contact', me.familyContact],
    ['job', say.job],
  ];
  return (
    <div class="stack">
      <TextField
        label={me.name}
        maxLength={50}
        value={draft.name}
        error={errors['name']?.[0]}
        onValue={(name) => change({ name })}
      />
      <ChoiceField
        label={me.sex}
        value={draft.sex}
        options={Object.entries(officeWords.value.sexes).map(([value, label]) => ({ value, label }))}
        onValue={(sex) => change({ sex })}
      />
      <ChoiceField
        label={me.kind}
        value={draft.kind}
        options={[
          { value: 'full', label: me.kinds.full },
          { value: 'probationary', label: me.kinds.probationary },
        ]}
        onValue={(kind) => change({ kind })}
      />
      {text.map(([field, label, hint]) => (
        <TextField
          key={field}
          label={label}
          optional
          maxLength={200}
          value={draft[field]}
          error={errors[field]?.[0]}
          {...(hint === undefined ? {} : { hint })}
          onValue={(value) => change({ [field]: value })}
        />
      ))}
      {groups.length > 0 && (
        <SelectField
          label={say.group}
          optional
          value={draft.group_id}
          options={[
            { value: '', label: keepingWords.value.group.noGroup },
            ...groups.map((group) => ({ value: group.id, label: group.name })),
          ]}
          onValue={(groupId) => change({ group_id: groupId })}
        />
      )}
      <ChoiceField
        label={say.communication}
        optional
        value={draft.communication}
        options={Object.entries(say.communications).map(([value, label]) => ({ value, label }))}
        onValue={(communication) => change({ communication })}
      />
    </div>
  );
}
