import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { endCalendarFeed, openCalendarFeed, readCalendarFeed } from '../../api/reminders';
import { Button } from '../../ui/button';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { remindersWords } from '../../words/reminders';
import { copyText } from '../invitations/copy-text';
import './reminders.css';

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    say(sentenceOf(error));
  }
}

/** One's own calendar address: fetched, copied, exchanged for a new one, ended. */
export function Subscription() {
  const word = remindersWords.value.feed;
  const feed = useSignal<string | null>(null);

  useEffect(() => {
    readCalendarFeed().then(
      (path) => (feed.value = path),
      () => undefined,
    );
  }, []);

  const open = () =>
    attempt(async () => {
      const renewed = feed.value !== null;
      feed.value = await openCalendarFeed();
      if (renewed) say(word.renewed);
    });

  const end = () =>
    attempt(async () => {
      await endCalendarFeed();
      feed.value = null;
      say(word.ended);
    });

  async function copy(): Promise<void> {
    if (feed.value !== null && (await copyText(feed.value))) say(word.copied);
  }

  return (
    <details class="subscription">
      <summary>{word.title}</summary>
      <div class="stack tight">
        <p class="soft small">{word.lead}</p>
        {feed.value === null ? (
          <div class="row">
            <Button onClick={() => void open()}>{word.get}</Button>
          </div>
        ) : (
          <>
            <p class="note feed">{feed.value}</p>
            <div class="row">
              <Button onClick={() => void copy()}>{word.copy}</Button>
              <Button look="quiet" onClick={() => void open()}>
                {word.renew}
              </Button>
              <Button look="quiet" onClick={() => void end()}>
                {word.end}
              </Button>
            </div>
          </>
        )}
      </div>
    </details>
  );
}
