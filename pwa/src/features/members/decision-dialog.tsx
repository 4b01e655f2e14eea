import { useSignal } from '@preact/signals';
import { decideStanding } from '../../api/keeping';
import type { Member, StandingDecision, Suggestion } from '../../api/types';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';
import { handOver, type Hand } from '../outbox/hand';
import { BasisDialog } from './basis-dialog';

type State = StandingDecision['state'];

interface DecisionDialogProps {
  member: Pick<Member, 'id' | 'name'>;
  suggestions: Pick<Suggestion, 'code'>[];
  hand?: Hand<StandingDecision> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** What the branch decided about how a member stands: the software suggests, people decide, this records it. */
export function DecisionDialog({ member, suggestions, hand, onClose, onDone }: DecisionDialogProps) {
  const { decision: say } = keepingWords.value;
  const { members } = officeWords.value;
  const proposed = suggestions.some((suggestion) => suggestion.code === 'suggest_floating');
  const state = useSignal<State | ''>(proposed ? 'floating' : '');
  const meeting = useSignal('');
  return (
    <BasisDialog
      title={say.title(member.name)}
      action={say.save}
      lack={state.value === '' ? members.needChoice : null}
      startOn={today()}
      onLabel={say.on}
      basisHint={say.basisHint}
      onClose={onClose}
      onConfirm={async (on, basis) => {
        if (state.value === '') return;
        const body = { state: state.value, decided_on: on, meeting: meeting.value.trim() || null, basis };
        await handOver(hand, body, (decision) => decideStanding(member.id, decision), members.recorded);
        onDone();
      }}
    >
      <p class="soft">{say.lead}</p>
      <ChoiceField
        label={say.state}
        value={state.value}
        options={Object.entries(say.states).map(([value, label]) => ({ value, label }))}
        onValue={(value) => (state.value = value as State)}
      />
      <TextField
        label={say.meeting}
        hint={say.meetingHint}
        optional
        maxLength={200}
        value={meeting.value}
        onValue={(value) => (meeting.value = value)}
      />
    </BasisDialog>
  );
}
