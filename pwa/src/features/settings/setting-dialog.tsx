import { useSignal } from '@preact/signals';
import { setSetting, type SettingPlace, type SettingValue } from '../../api/settings';
import type { Setting } from '../../api/types';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { settingsWords } from '../../words/settings';
import { unitOf } from './groups';
import { isSetHere } from './setting-list';
import { sayValue } from './say-value';

interface SettingDialogProps {
  setting: Setting;
  place: SettingPlace;
  onClose: () => void;
  onDone: () => void;
}

/** A year that has no 29 February, which no yearly day may be. */
const PLAIN_YEAR = '2023';

/** Change one setting from a day on, or let it follow the node above again. */
export function SettingDialog({ setting, place, onClose, onDone }: SettingDialogProps) {
  const say = settingsWords.value;
  const typed = useSignal(String(setting.value));
  const from = useSignal(today());
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  function wanted(): SettingValue | null {
    if (setting.kind === 'flag') return typed.value === 'true';
    if (setting.kind === 'choice') return typed.value;
    if (setting.kind === 'month_day') return /^\d{2}-\d{2}$/.test(typed.value) ? typed.value : null;
    const number = Number(typed.value);
    const fits = /^\d{1,6}$/.test(typed.value.trim()) && number >= setting.least && number <= setting.most;
    return fits ? number : null;
  }

  async function save(value: SettingValue | null): Promise<void> {
    busy.value = true;
    refusal.value = null;
    try {
      await setSetting(place, setting.key, value, from.value);
      tell(say.saved);
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  function confirm(): void {
    const value = wanted();
    if (value === null) refusal.value = setting.kind === 'count' ? say.badNumber(setting.least, setting.most) : say.badDay;
    else void save(value);
  }

  return (
    <Dialog
      title={setting.label}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={confirm}>
            {say.save}
          </Button>
        </>
      }
    >
      <ValueField setting={setting} typed={typed.value} onTyped={(value) => (typed.value = value)} />
      <TextField
        label={say.on}
        type="date"
        hint={say.onHint}
        value={from.value}
        onValue={(value) => (from.value = value)}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
      <p class="soft small">
        {say.defaultIs(sayValue(setting, setting.default))}
        <br />
        {say.whence(say.marks[setting.mark] ?? setting.mark)}
      </p>
      {isSetHere(setting, place) && (
        <div>
          <Button look="quiet" disabled={busy.value} onClick={() => void save(null)}>
            {say.back}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

interface ValueFieldProps {
  setting: Setting;
  typed: string;
  onTyped: (value: string) => void;
}

function ValueField({ setting, typed, onTyped }: ValueFieldProps) {
  const say = settingsWords.value;
  if (setting.kind === 'flag' || setting.kind === 'choice') {
    const options =
      setting.kind === 'flag'
        ? [
            { value: 'true', label: say.flag.yes },
            { value: 'false', label: say.flag.no },
          ]
        : setting.choices.map((value) => ({ value, label: say.choices[value] ?? value }));
    return <ChoiceField label={say.value} value={typed} options={options} onValue={onTyped} />;
  }
  if (setting.kind === 'month_day') {
    return (
      <TextField
        label={say.value}
        type="date"
        min={`${PLAIN_YEAR}-01-01`}
        max={`${PLAIN_YEAR}-12-31`}
        value={`${PLAIN_YEAR}-${typed}`}
        onValue={(value) => onTyped(value.slice(5))}
      />
    );
  }
  const unit = unitOf(setting.key);
  const bounds = say.bounds(setting.least, setting.most);
  return (
    <TextField
      label={say.value}
      inputMode="numeric"
      maxLength={6}
      hint={unit === undefined ? bounds : `${bounds} ${say.units[unit] ?? ''}`}
      value={typed}
      onValue={onTyped}
    />
  );
}
