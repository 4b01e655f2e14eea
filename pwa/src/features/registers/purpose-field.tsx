import { useSignal } from '@preact/signals';
import { ChoiceField } from '../../ui/choice';
import { TextField } from '../../ui/field';
import { registersWords } from '../../words/registers';

const OTHER = 'other';

interface PurposeFieldProps {
  value: string;
  onValue: (purpose: string) => void;
}

/** 用途: asked once for each job; three that are usual, or one's own words. */
export function PurposeField({ value, onValue }: PurposeFieldProps) {
  const { printing: word } = registersWords.value;
  const chosen = useSignal(word.purposes.includes(value) ? value : OTHER);
  return (
    <>
      <ChoiceField
        label={word.purpose}
        value={chosen.value}
        options={[
          ...word.purposes.map((purpose) => ({ value: purpose, label: purpose })),
          { value: OTHER, label: word.purposeOwn },
        ]}
        onValue={(next) => {
          chosen.value = next;
          onValue(next === OTHER ? '' : next);
        }}
      />
      {chosen.value === OTHER && (
        <TextField label={word.purposeOwn} value={value} maxLength={200} onValue={onValue} />
      )}
    </>
  );
}
