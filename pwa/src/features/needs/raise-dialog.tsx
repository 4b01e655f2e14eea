import { useSignal } from '@preact/signals';
import type { NeedInput } from '../../api/needs';
import type { Member } from '../../api/types';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { needsWords } from '../../words/needs';
import { me } from '../auth/session';
import { MemberPicker } from '../members/member-picker';
import { handIn } from '../outbox/store';
import { EMPTY_NEED, findLacks, RaiseFields, type NeedLacks } from './raise-fields';

const TELLERS = ['member', 'family', 'other'] as const;

interface RaiseDialogProps {
  organizationId: string;
  onClose: () => void;
  onDone: () => void;
}

/** Write down what a member, or the family, said is hard. */
export function RaiseDialog({ organizationId, onClose, onDone }: RaiseDialogProps) {
  const word = needsWords.value;
  const whose = useSignal<Member | null>(null);
  const toldBy = useSignal<(typeof TELLERS)[number]>('member');
  const draft = useSignal(EMPTY_NEED);
  const lacks = useSignal<NeedLacks>({});
  const busy = useSignal(false);

  async function save(): Promise<void> {
    const person = me.value;
    lacks.value = findLacks(draft.value);
    if (whose.value === null) {
      say(word.needHandler);
      return;
    }
    if (draft.value.kind === '' || Object.keys(lacks.value).length > 0 || person === null) return;
    busy.value = true;
    const body: NeedInput = {
      id: mintUuid(),
      member_id: whose.value.id,
      kind: draft.value.kind,
      words: draft.value.words.trim(),
      private: draft.value.isPrivate,
      told_by: toldBy.value,
      raised_on: today(),
      recorded_at_device: new Date().toISOString(),
    };
    try {
      await handIn(person.account_id, { kind: 'need', label: whose.value.name, path: '/needs', body });
      say(word.raised);
      onDone();
    } catch (error) {
      say(sentenceOf(error));
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={word.raiseFor}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void save()}>
            {word.save}
          </Button>
        </>
      }
    >
      {whose.value === null ? (
        <MemberPicker label={word.forWhom} organizationId={organizationId} onPick={(member) => (whose.value = member)} />
      ) : (
        <p class="row">
          <strong>{whose.value.name}</strong>
          <Button look="quiet" onClick={() => (whose.value = null)}>
            {word.another}
          </Button>
        </p>
      )}
      <ChoiceField
        label={word.toldBy}
        value={toldBy.value}
        options={TELLERS.map((value) => ({ value, label: word.tellers[value] }))}
        onValue={(value) => (toldBy.value = value as (typeof TELLERS)[number])}
      />
      <RaiseFields
        draft={draft.value}
        lacks={lacks.value}
        onChange={(part) => (draft.value = { ...draft.value, ...part })}
      />
    </Dialog>
  );
}
