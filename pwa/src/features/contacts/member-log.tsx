import { useSignal } from '@preact/signals';
import type { Member, WorkItem } from '../../api/types';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { lazyPage, Nothing } from '../../ui/lazy';
import { todayWords } from '../../words/today';
import { me } from '../auth/session';
import { listedAs } from './listed-as';
import type { SheetsProps } from './sheets';

const Sheets = lazyPage<SheetsProps>(() => import('./sheets'), Nothing);

interface MemberLogProps {
  member: Member;
  /** Whoever writes for others says who was in touch. */
  asksBy: boolean;
}

/** Note a contact down on the member's own page. */
export function MemberLog({ member, asksBy }: MemberLogProps) {
  const person = me.value;
  const asked = useSignal<WorkItem | null>(null);
  const busy = useSignal(false);
  // What is one's own cannot be noted down by oneself.
  if (person === null || person.membership_id === member.id) return null;

  async function ask(): Promise<void> {
    busy.value = true;
    asked.value = await listedAs(member, asksBy);
    busy.value = false;
  }

  return (
    <>
      <Button icon="pen" busy={busy.value} onClick={() => void ask()}>
        {todayWords.value.log}
      </Button>
      {asked.value !== null && (
        <Sheets
          asked={{ act: 'log', item: asked.value }}
          person={person}
          everybody={[asked.value]}
          today={today()}
          asksBy={asksBy}
          onClose={() => (asked.value = null)}
        />
      )}
    </>
  );
}
