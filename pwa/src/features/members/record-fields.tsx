import { ChoiceField } from '../../ui/choice';
import { TextField } from '../../ui/field';
import { formWords } from '../../words/forms';
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
  communication: '',
};

interface RecordFieldsProps {
  draft: RecordDraft;
  change: (part: Partial<RecordDraft>) => void;
  /** The sentences of the server, by field. */
  errors: Record<string, string[]>;
}

export function RecordFields({ draft, change, errors }: RecordFieldsProps) {
  const { me } = formWords.value;
  const { members: say } = officeWords.value;
  const text: [keyof RecordDraft, string, string?][] = [
    ['birth_date', me.birthDate, say.partialHint],
    ['joined_on', me.joinedOn, say.partialHint],
    ['confirmed_on', me.confirmedOn, say.partialHint],
    ['phone', me.phone],
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
