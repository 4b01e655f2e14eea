import { useSignal } from '@preact/signals';
import { TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { formWords } from '../../words/forms';
import { toldWords } from '../../words/told';
import { PlaceSelects } from '../regions/place-selects';
import { loadRegions } from '../regions/regions';
import { changeTold, NO_CHANGE, type ChangeDraft, type Told } from './told';

/** Where they are now, where they work and how they are reached, as told in this contact. */
export default function ToldChange({ onTold }: { onTold: (told: Told) => void }) {
  const say = toldWords.value;
  const { report } = formWords.value;
  const draft = useSignal(NO_CHANGE);
  const regions = useLoad('regions', loadRegions);

  function change(part: Partial<ChangeDraft>): void {
    draft.value = { ...draft.value, ...part };
    onTold(changeTold(draft.value));
  }

  return (
    <>
      <p class="soft small">{say.changeHint}</p>
      {regions.value !== undefined && <PlaceSelects regions={regions.value} place={draft.value} onPlace={change} />}
      {regions.error !== undefined && (
        <TextField
          label={report.placeTextOffline}
          maxLength={200}
          value={draft.value.placeText}
          onValue={(placeText) => change({ placeText })}
        />
      )}
      <TextField
        label={say.employer}
        maxLength={200}
        value={draft.value.employer}
        onValue={(employer) => change({ employer })}
      />
      <TextField
        label={report.phone}
        type="tel"
        inputMode="tel"
        maxLength={20}
        value={draft.value.phone}
        onValue={(phone) => change({ phone })}
      />
    </>
  );
}
