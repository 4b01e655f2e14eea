import { useSignal } from '@preact/signals';
import { endCalendarFeed, openCalendarFeed } from '../../api/trainings';
import { Button } from '../../ui/button';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { learningWords } from '../../words/learning';
import { copyText } from '../invitations/copy-text';

/** One's own calendar address: shown once, ended by one tap. */
export function Subscription() {
  const word = learningWords.value.feed;
  const feed = useSignal<string | null>(null);

  async function open(): Promise<void> {
    try {
      feed.value = await openCalendarFeed();
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  async function end(): Promise<void> {
    try {
      await endCalendarFeed();
      feed.value = null;
      say(word.ended);
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  async function copy(): Promise<void> {
    if (feed.value !== null && (await copyText(feed.value))) say(word.copied);
  }

  return (
    <details>
      <summary>{word.title}</summary>
      <div class="stack tight">
        <p class="soft small">{word.lead}</p>
        {feed.value !== null && <p class="note feed">{feed.value}</p>}
        <div class="row">
          {feed.value === null ? (
            <Button onClick={() => void open()}>{word.get}</Button>
          ) : (
            <Button onClick={() => void copy()}>{word.copy}</Button>
          )}
          <Button look="quiet" onClick={() => void end()}>
            {word.end}
          </Button>
        </div>
      </div>
    </details>
  );
}
