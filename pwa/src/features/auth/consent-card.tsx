import { useSignal } from '@preact/signals';
import { answerNotice } from '../../api/auth';
import type { Me } from '../../api/types';
import { Button } from '../../ui/button';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { formWords } from '../../words/forms';
import { session } from './session';

/** Ask once for what has not been answered yet; refusing closes the question and costs nothing. */
export default function ConsentCard({ me }: { me: Me }) {
  const busy = useSignal(false);
  const { consent } = formWords.value;

  async function answer(agreed: boolean): Promise<void> {
    busy.value = true;
    try {
      await answerNotice(me.notice_version, agreed);
      const now = session.peek();
      if (now.state === 'in') session.value = { ...now, me: { ...me, consents_needed: [] } };
      if (!agreed) say(consent.refusedHint);
    } catch (error) {
      say(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <section class="card stack tight">
      <h2>{consent.title}</h2>
      <p>{consent.body}</p>
      <p class="soft small">
        {consent.refusedHint} {consent.version(me.notice_version)}
      </p>
      <div class="row">
        <Button look="primary" busy={busy.value} onClick={() => void answer(true)}>
          {consent.agree}
        </Button>
        <Button look="quiet" disabled={busy.value} onClick={() => void answer(false)}>
          {consent.refuse}
        </Button>
      </div>
    </section>
  );
}
