import { useSignal } from '@preact/signals';
import { toldWords } from '../../words/told';
import { EMPTY_NEED, RaiseFields } from '../needs/raise-fields';
import { needTold, type Told } from './told';

/** What is hard for them, told in this contact. */
export default function ToldNeed({ onTold }: { onTold: (told: Told) => void }) {
  const draft = useSignal(EMPTY_NEED);
  return (
    <>
      <p class="soft small">{toldWords.value.needHint}</p>
      <RaiseFields
        draft={draft.value}
        lacks={{}}
        onChange={(part) => {
          draft.value = { ...draft.value, ...part };
          onTold(needTold(draft.value));
        }}
      />
    </>
  );
}
