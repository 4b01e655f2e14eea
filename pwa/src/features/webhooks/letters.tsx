import { listDeadLetters, replayDeadLetters, type DeadLetter, type Webhook } from '../../api/webhooks';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { Failure, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { webhooksWords } from '../../words/webhooks';
import { whatIsWrong } from './saying';

/** What the receiver did not take for three days: each may be sent again, or all of it. */
export function Letters({ webhook, onReplayed }: { webhook: Webhook; onReplayed: () => void }) {
  const say = webhooksWords.value;
  const load = useLoad(`letters/${webhook.id}/${webhook.dead_letters}`, () => listDeadLetters(webhook.id));
  const letters = load.value?.items ?? [];

  async function replay(which: { letter: string } | { since: string }): Promise<void> {
    try {
      const { count } = await replayDeadLetters(webhook.id, which);
      tell(say.replayedNow(count));
    } catch (error) {
      tell(sentenceOf(error));
    }
    load.reload();
    onReplayed();
  }

  if (load.value === undefined && load.error !== undefined) return <Failure error={load.error} onRetry={load.reload} />;
  if (letters.length === 0) return null;
  const oldest = letters[letters.length - 1]?.died_at ?? '';
  return (
    <section class="stack tight">
      <div class="webhook-letters-head">
        <h2>{say.letters}</h2>
        {webhook.dead_letters > 1 && (
          <Button look="quiet" onClick={() => void replay({ since: oldest })}>
            {say.replayAll}
          </Button>
        )}
      </div>
      <p class="soft small">{say.lettersHint}</p>
      <ul class="entries">
        {letters.map((letter) => (
          <li key={letter.id} class="webhook-letter">
            <span>
              <strong>{say.entry(letter.organization_name, letter.number)}</strong>
              <span class="soft small">{letter.kind}</span>
              <span class="soft small">{whatBecame(letter)}</span>
            </span>
            {letter.state === 'lies' && (
              <Button look="quiet" onClick={() => void replay({ letter: letter.id })}>
                {say.replay}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function whatBecame(letter: DeadLetter): string {
  const say = webhooksWords.value;
  if (letter.state === 'replayed') return say.replayed;
  const why = whatIsWrong(letter.problem, letter.status);
  return [letter.state === 'replaying' ? say.replaying : say.lies(momentInWords(letter.died_at)), why].join(' · ');
}
