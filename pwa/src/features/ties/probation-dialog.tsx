import { useSignal } from '@preact/signals';
import { takeProbationStep } from '../../api/ties';
import type { ProbationStep } from '../../api/types';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { tiesWords } from '../../words/ties';
import { handOver, type Hand } from '../outbox/hand';

type Step = ProbationStep['step'];

interface ProbationDialogProps {
  memberId: string;
  name: string;
  next: Step | null;
  hand?: Hand<ProbationStep> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** What may come next, by the step that usually does. */
const POSSIBLE: Partial<Record<Step, Step[]>> = {
  accepted: ['accepted', 'cancelled'],
  requested: ['requested', 'extended', 'cancelled'],
  passed: ['passed', 'extended', 'cancelled'],
  approved: ['approved', 'cancelled'],
};

/** One step of a probation: the day, the meeting, the basis. Only an approval makes somebody 正式. */
export function ProbationDialog({ memberId, name, next, hand, onClose, onDone }: ProbationDialogProps) {
  const say = tiesWords.value;
  const step = useSignal<Step>(next ?? 'requested');
  const on = useSignal(today());
  const months = useSignal('6');
  const fullFrom = useSignal('');
  const meeting = useSignal('');
  const basis = useSignal('');
  const ofMeeting = step.value !== 'requested' && step.value !== 'approved';

  async function record(): Promise<string | null> {
    if (ofMeeting && meeting.value.trim() === '') return say.needMeeting;
    if (step.value !== 'requested' && basis.value.trim() === '') return say.needBasis;
    const body: ProbationStep = {
      step: step.value,
      on_date: on.value,
      months: step.value === 'extended' ? Number(months.value) : null,
      full_from_on: step.value === 'approved' && fullFrom.value !== '' ? fullFrom.value : null,
      meeting: meeting.value.trim() || null,
      basis: basis.value.trim() || null,
    };
    await handOver(hand, body, (told) => takeProbationStep(memberId, told), say.saved);
    onDone();
    return null;
  }

  return (
    <Sheet
      title={say.probation.stepTitle(name)}
      action={say.save}
      cancel={say.cancel}
      onConfirm={record}
      onClose={onClose}
    >
      <p class="soft">{say.probation.lead}</p>
      <ChoiceField
        label={say.probation.step}
        value={step.value}
        options={(POSSIBLE[next ?? 'requested'] ?? []).map((value) => ({ value, label: say.probation.steps[value] }))}
        onValue={(value) => (step.value = value as Step)}
      />
      <TextField
        label={say.probation.ons[step.value]}
        type="date"
        max={today()}
        value={on.value}
        onValue={(value) => (on.value = value)}
      />
      {step.value === 'extended' && (
        <TextField
          label={say.probation.months}
          hint={say.probation.monthsHint}
          inputMode="numeric"
          maxLength={2}
          value={months.value}
          onValue={(value) => (months.value = value)}
        />
      )}
      {step.value === 'approved' && (
        <TextField
          label={say.probation.fullFrom}
          hint={say.probation.fullFromHint}
          optional
          type="date"
          value={fullFrom.value}
          onValue={(value) => (fullFrom.value = value)}
        />
      )}
      {ofMeeting && (
        <TextField
          label={say.meeting}
          hint={say.meetingHint}
          maxLength={200}
          value={meeting.value}
          onValue={(value) => (meeting.value = value)}
        />
      )}
      {step.value !== 'requested' && (
        <TextField
          label={say.basis}
          hint={say.basisHint}
          maxLength={200}
          value={basis.value}
          onValue={(value) => (basis.value = value)}
        />
      )}
    </Sheet>
  );
}
