import { useSignal } from '@preact/signals';
import { readMember } from '../../api/members';
import type { Member } from '../../api/types';
import { Button } from '../../ui/button';
import { Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { formWords } from '../../words/forms';
import { RecordFacts } from '../members/record-facts';
import { mine } from '../reports/mine';

/** My record with masked numbers; seeing my own in full is one more tap. */
export function MyRecord() {
  const { me } = formWords.value;
  const full = useSignal<Member | null>(null);
  const busy = useSignal(false);
  const member = mine.value;
  if (member === null) return <Loading />;

  async function reveal(id: string): Promise<void> {
    if (full.value !== null) {
      full.value = null;
      return;
    }
    busy.value = true;
    try {
      full.value = await readMember(id, true);
    } catch (error) {
      say(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <section class="card">
      <div class="row record-head">
        <h2>{me.record}</h2>
        <span class="push">
          <Button look="quiet" icon="eye" busy={busy.value} onClick={() => void reveal(member.id)}>
            {full.value === null ? me.reveal : me.hideAgain}
          </Button>
        </span>
      </div>
      <RecordFacts member={full.value ?? member} />
      <p class="soft small record-foot">{me.wrong}</p>
    </section>
  );
}
