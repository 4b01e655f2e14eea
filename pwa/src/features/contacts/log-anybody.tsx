import { useSignal } from '@preact/signals';
import type { Me, Organization, WorkItem } from '../../api/types';
import { Dialog } from '../../ui/dialog';
import { contactsWords } from '../../words/contacts';
import { MemberPicker } from '../members/member-picker';
import { notListed } from './listed-as';
import { LogSheet } from './log-sheet';
import type { Read } from './work-list';

interface LogAnybodyProps {
  person: Me;
  place: Organization;
  read: Read;
  onClose: () => void;
}

/** Note a contact with anybody of the branch, also with somebody who is not on the list. */
export function LogAnybody({ person, place, read, onClose }: LogAnybodyProps) {
  const say = contactsWords.value;
  const chosen = useSignal<WorkItem | null>(null);
  const everybody = [...read.list.items, ...read.list.others];
  if (chosen.value !== null) {
    return (
      <LogSheet
        item={chosen.value}
        person={person}
        everybody={[chosen.value, ...everybody.filter((one) => one.member_id !== chosen.value?.member_id)]}
        today={read.list.today}
        asksBy
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={say.logAnybody} onClose={onClose}>
      <p class="soft">{say.logAnybodyHint}</p>
      <MemberPicker
        label={say.logAnybody}
        organizationId={place.id}
        onPick={(member) => {
          chosen.value = everybody.find((one) => one.member_id === member.id) ?? notListed(member);
        }}
      />
    </Dialog>
  );
}
