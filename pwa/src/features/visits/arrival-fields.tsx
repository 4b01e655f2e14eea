import { ChoiceField } from '../../ui/choice';
import { TextField } from '../../ui/field';
import { visitsWords } from '../../words/visits';

export interface ArrivalDraft {
  coming: 'yes' | 'no';
  arrives: string;
  leaves: string;
}

export const EMPTY_ARRIVAL: ArrivalDraft = { coming: 'yes', arrives: '', leaves: '' };

interface ArrivalFieldsProps {
  draft: ArrivalDraft;
  onChange: (part: Partial<ArrivalDraft>) => void;
}

/** Coming or not, from when, until when; none of the days has to be known. */
export function ArrivalFields({ draft, onChange }: ArrivalFieldsProps) {
  const word = visitsWords.value;
  return (
    <>
      <ChoiceField
        label={word.comes}
        value={draft.coming}
        options={[
          { value: 'yes', label: word.yes },
          { value: 'no', label: word.no },
        ]}
        onValue={(coming) => onChange({ coming: coming as ArrivalDraft['coming'] })}
      />
      {draft.coming === 'yes' && (
        <div class="visit-pair">
          <TextField
            label={word.arrivesOn}
            type="date"
            optional
            value={draft.arrives}
            onValue={(arrives) => onChange({ arrives })}
          />
          <TextField
            label={word.leavesOn}
            type="date"
            optional
            min={draft.arrives}
            hint={word.leavesHint}
            value={draft.leaves}
            onValue={(leaves) => onChange({ leaves })}
          />
        </div>
      )}
    </>
  );
}
