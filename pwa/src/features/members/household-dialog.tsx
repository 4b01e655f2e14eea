import { useSignal } from '@preact/signals';
import { changeHousehold, createHousehold } from '../../api/keeping';
import { Problem } from '../../api/problem';
import type { Household, HouseholdChanges, Member } from '../../api/types';
import { Button } from '../../ui/button';
import { Tick } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';
import { MemberPicker } from './member-picker';

interface HouseholdDialogProps {
  member: Member;
  read: { content: Household; etag: string } | null;
  onStale: () => void;
  onClose: () => void;
  onDone: () => void;
}

interface Person {
  id: string;
  name: string;
}

/** Numbers that are masked here would be written back as stars; such a text is shown, and kept unless retyped. */
function isMasked(text: string | null): text is string {
  return text !== null && text.includes('*');
}

/** Who lives together, who stays, and where. */
export function HouseholdDialog({ member, read, onStale, onClose, onDone }: HouseholdDialogProps) {
  const { home: say } = keepingWords.value;
  const { members } = officeWords.value;
  const before = read?.content ?? null;
  const maskedStays = isMasked(before?.who_stays ?? null) ? before?.who_stays : null;
  const people = useSignal<Person[]>(before?.members ?? [{ id: member.id, name: member.name }]);
  const allAway = useSignal(before?.all_away ?? false);
  const whoStays = useSignal(maskedStays ? '' : (before?.who_stays ?? ''));
  const address = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  function changes(): HouseholdChanges {
    const stays = whoStays.value.trim();
    return {
      member_ids: people.value.map((one) => one.id),
      all_away: allAway.value,
      ...(maskedStays && stays === '' ? {} : { who_stays: stays || null }),
      ...(address.value.trim() === '' ? {} : { address: address.value.trim() }),
    };
  }

  async function save(): Promise<void> {
    busy.value = true;
    refusal.value = null;
    try {
      const receipt =
        read === null
          ? await createHousehold(member.organization_id, changes())
          : await changeHousehold(read.content.id, read.etag, changes());
      tell(members.saved(receipt.number));
      onDone();
      return;
    } catch (error) {
      refusal.value = error instanceof Problem && error.status === 412 ? say.stale : sentenceOf(error);
      if (error instanceof Problem && error.status === 412) onStale();
    }
    busy.value = false;
  }

  return (
    <Dialog
      title={say.editTitle}
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
      <ul class="picker">
        {people.value.map((one) => (
          <li key={one.id} class="picked">
            <strong>{one.name}</strong>
            <Button
              look="quiet"
              aria-label={`${one.name} ${say.remove}`}
              onClick={() => (people.value = people.value.filter((other) => other.id !== one.id))}
            >
              {say.remove}
            </Button>
          </li>
        ))}
      </ul>
      <MemberPicker
        label={say.pick}
        organizationId={member.organization_id}
        without={people.value.map((one) => one.id)}
        onPick={(picked) => (people.value = [...people.value, { id: picked.id, name: picked.name }])}
      />
      <Tick
        label={say.allAway}
        hint={say.allAwayHint}
        checked={allAway.value}
        onChecked={(checked) => (allAway.value = checked)}
      />
      <TextField
        label={say.whoStays}
        hint={maskedStays ? say.addressHint(maskedStays) : say.whoStaysHint}
        optional
        maxLength={300}
        value={whoStays.value}
        onValue={(value) => (whoStays.value = value)}
      />
      <TextField
        label={say.address}
        optional
        maxLength={300}
        value={address.value}
        {...(before?.address ? { hint: say.addressHint(before.address) } : {})}
        onValue={(value) => (address.value = value)}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
