import { useSignal } from '@preact/signals';
import { correctProbationStep } from '../../api/ties';
import type { Probation } from '../../api/types';
import { Tick } from '../../ui/choice';
import { today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { say as tell } from '../../ui/toast';
import { tiesWords } from '../../words/ties';

interface ProbationCorrectionProps {
  step: Probation['steps'][number];
  /** Once somebody is 正式, an approval can be taken back, and nothing else changes. */
  onlyTakeBack: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Correct the day of a step, or take the step back, with the reason. */
export function ProbationCorrection({ step, onlyTakeBack, onClose, onDone }: ProbationCorrectionProps) {
  const { needBasis, save, cancel, saved, probation: say } = tiesWords.value;
  const withdrawn = useSignal(onlyTakeBack);
  const on = useSignal(step.on_date);
  const basis = useSignal('');

  async function record(): Promise<string | null> {
    if (basis.value.trim() === '') return needBasis;
    const change = withdrawn.value ? { withdrawn: true } : { on_date: on.value };
    await correctProbationStep(step.id, { ...change, basis: basis.value.trim() });
    tell(saved);
    onDone();
    return null;
  }

  return (
    <Sheet
      title={say.correctTitle(say.steps[step.step])}
      action={save}
      cancel={cancel}
      onConfirm={record}
      onClose={onClose}
    >
      <p class="soft">{say.correctLead}</p>
      {!onlyTakeBack && (
        <Tick label={say.takeBack} checked={withdrawn.value} onChecked={(checked) => (withdrawn.value = checked)} />
      )}
      {onlyTakeBack && <p>{say.takeBackApproval}</p>}
      {!withdrawn.value && (
        <TextField
          label={say.ons[step.step]}
          type="date"
          max={today()}
          value={on.value}
          onValue={(value) => (on.value = value)}
        />
      )}
      <TextField
        label={say.reason}
        hint={say.reasonHint}
        maxLength={500}
        value={basis.value}
        onValue={(value) => (basis.value = value)}
      />
    </Sheet>
  );
}
