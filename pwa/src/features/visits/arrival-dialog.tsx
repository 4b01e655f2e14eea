import { useSignal } from '@preact/signals';
import type { ArrivalInput, VisitWindow } from '../../api/visits';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { visitsWords } from '../../words/visits';
import { me } from '../auth/session';
import { handOver, type Hand } from '../outbox/hand';
import { handIn } from '../outbox/store';
import { ArrivalFields, EMPTY_ARRIVAL, type ArrivalDraft } from './arrival-fields';

const TELLERS = ['member', 'family', 'other'] as const;

interface ArrivalDialogProps {
  memberId: string;
  name: string;
  window: VisitWindow;
  hand?: Hand<ArrivalInput> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** Note when somebody comes home, as the member or the family said it. */
export function ArrivalDialog({ memberId, name, window, hand, onClose, onDone }: ArrivalDialogProps) {
  const word = visitsWords.value;
  const draft = useSignal<ArrivalDraft>(EMPTY_ARRIVAL);
  const toldBy = useSignal<(typeof TELLERS)[number]>('member');
  const busy = useSignal(false);

  async function save(): Promise<void> {
    const person = me.value;
    if (person === null) return;
    busy.value = true;
    try {
      const body = arrivalBody(draft.value, window, toldBy.value);
      const path = `/members/${memberId}/arrival`;
      const send = (): Promise<unknown> => handIn(person.account_id, { kind: 'arrival', label: name, path, body });
      await handOver(hand, body, send, word.arrivalSaved);
      onDone();
    } catch (error) {
      say(sentenceOf(error));
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={`${name} · ${word.arrival}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{word.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void save()}>
            {word.save}
          </Button>
        </>
      }
    >
      <ArrivalFields draft={draft.value} onChange={(part) => (draft.value = { ...draft.value, ...part })} />
      <ChoiceField
        label={word.saidBy}
        value={toldBy.value}
        options={TELLERS.map((value) => ({ value, label: word.tellers[value] }))}
        onValue={(value) => (toldBy.value = value as (typeof TELLERS)[number])}
      />
    </Dialog>
  );
}

export function arrivalBody(
  draft: ArrivalDraft,
  window: { key: string },
  toldBy: NonNullable<ArrivalInput['told_by']>,
): ArrivalInput {
  const coming = draft.coming !== 'no';
  return {
    window_key: window.key,
    coming,
    arrives_on: coming && draft.arrives !== '' ? draft.arrives : null,
    leaves_on: coming && draft.arrives !== '' && draft.leaves !== '' ? draft.leaves : null,
    told_by: toldBy,
  };
}
