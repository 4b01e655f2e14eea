import { useSignal } from '@preact/signals';
import { correctAway } from '../../api/keeping';
import type { AwayPeriod, Precision } from '../../api/types';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';
import { PlaceSection } from '../reports/place-section';
import { correctionDraft, correctionOf, type CorrectionDraft } from './correction-draft';
import '../reports/report-form.css';

interface CorrectionDialogProps {
  period: AwayPeriod;
  onClose: () => void;
  onDone: () => void;
}

/** Correct a time away: only what is wrong, and on what ground. */
export function CorrectionDialog({ period, onClose, onDone }: CorrectionDialogProps) {
  const { correction: say } = keepingWords.value;
  const { members } = officeWords.value;
  const draft = useSignal<CorrectionDraft>(correctionDraft(period, today()));
  const basis = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const now = draft.value;
  const change = (part: Partial<CorrectionDraft>) => (draft.value = { ...draft.value, ...part });

  async function save(): Promise<void> {
    const changes = correctionOf(period, now);
    refusal.value =
      Object.keys(changes).length === 0 ? say.nothing : basis.value.trim() === '' ? members.needBasis : null;
    if (refusal.value !== null) return;
    busy.value = true;
    try {
      await correctAway(period.id, { ...changes, basis: basis.value.trim() });
      tell(say.saved);
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={say.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void save()}>
            {members.save}
          </Button>
        </>
      }
    >
      <p class="soft">{say.lead}</p>
      <div class="pair">
        <TextField
          label={say.departedOn}
          type="date"
          max={today()}
          value={now.departed_on}
          onValue={(value) => change({ departed_on: value })}
        />
        <SelectField
          label={say.precision}
          value={now.departed_precision}
          options={Object.entries(say.precisions).map(([value, label]) => ({ value, label }))}
          onValue={(value) => change({ departed_precision: value as Precision })}
        />
      </div>
      {now.departed_precision !== 'day' && (
        <TextField
          label={say.departedText}
          optional
          maxLength={50}
          value={now.departed_text}
          onValue={(value) => change({ departed_text: value })}
        />
      )}
      <div class="pair">
        <TextField
          label={say.expectedReturn}
          type="date"
          optional
          value={now.expected_return_on}
          onValue={(value) => change({ expected_return_on: value })}
        />
        <TextField
          label={say.returnedOn}
          type="date"
          optional
          max={today()}
          value={now.returned_on}
          {...(period.returned_on === null ? { hint: say.returnedHint } : {})}
          onValue={(value) => change({ returned_on: value })}
        />
      </div>
      <PlaceSection draft={now.place} change={(part) => change({ place: { ...now.place, ...part } })} />
      <TextField
        label={say.employer}
        optional
        maxLength={200}
        value={now.employer}
        onValue={(value) => change({ employer: value })}
      />
      <TextField
        label={say.residence}
        optional
        maxLength={300}
        value={now.residence}
        onValue={(value) => change({ residence: value })}
      />
      <TextField
        label={members.basis}
        hint={say.basisHint}
        maxLength={500}
        value={basis.value}
        onValue={(value) => (basis.value = value)}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
