import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readArrival, type VisitWindow } from '../../api/visits';
import type { Me } from '../../api/types';
import { Button } from '../../ui/button';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { visitsWords } from '../../words/visits';
import { handIn } from '../outbox/store';
import { arrivalBody } from './arrival-dialog';
import { ArrivalFields, EMPTY_ARRIVAL, type ArrivalDraft } from './arrival-fields';
import './visits.css';

/** The first question before a feast, on the home of who is away: asked until it is answered. */
export function OwnArrival({ me }: { me: Me }) {
  const word = visitsWords.value;
  const asking = useSignal<VisitWindow | null>(null);
  const draft = useSignal<ArrivalDraft>(EMPTY_ARRIVAL);
  const busy = useSignal(false);
  const memberId = me.membership_id ?? '';

  useEffect(() => {
    // Without a network nobody is asked; the question comes at the next opening.
    readArrival(memberId).then(
      (found) => {
        asking.value = found.arrival === null ? found.window : null;
      },
      () => undefined,
    );
  }, [memberId]);

  const window = asking.value;
  if (window === null) return null;

  async function send(): Promise<void> {
    if (window === null) return;
    busy.value = true;
    try {
      await handIn(me.account_id, {
        kind: 'arrival',
        label: word.arrival,
        path: `/members/${memberId}/arrival`,
        body: arrivalBody(draft.value, window, 'member'),
      });
      asking.value = null;
      say(word.ownSaved);
    } catch (error) {
      say(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <section class="card arrival-card">
      <div>
        <h2>{word.askOwn(window.name)}</h2>
        <p class="soft small">{word.askOwnHint}</p>
      </div>
      <ArrivalFields draft={draft.value} onChange={(part) => (draft.value = { ...draft.value, ...part })} />
      <Button block busy={busy.value} onClick={() => void send()}>
        {word.save}
      </Button>
    </section>
  );
}
