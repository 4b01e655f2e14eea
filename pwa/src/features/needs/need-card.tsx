import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readNeed, reopenNeed, type NeedWithSteps } from '../../api/needs';
import { Button } from '../../ui/button';
import { dateInWords, shortDate } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { navigate } from '../../ui/router';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { PageHead } from '../../ui/page-head';
import { say } from '../../ui/toast';
import { needsWords } from '../../words/needs';
import { unsent } from '../outbox/store';
import { keptLoad } from '../screenings/kept';
import { ActDialog, type Act, type NeedHand } from './act-dialog';
import './needs.css';

interface NeedCardProps {
  id: string;
  /** Where the way back leads. */
  home?: string;
  /** Takes what is done about it, where it can be undone. */
  hand?: NeedHand | undefined;
  onChanged: () => void;
}

/** One need: what was said, who sees to it, what was done, and what became of it. */
export function NeedCard({ id, home = '/needs', hand, onChanged }: NeedCardProps) {
  const load = useLoad(`need/${id}`, () => keptLoad(`need/${id}`, () => readNeed(id)));
  const waiting = unsent.value.filter((item) => item.path.startsWith(`/needs/${id}`)).length;
  useEffect(() => load.reload(), [waiting]);
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  return (
    <Card
      need={load.value}
      home={home}
      hand={hand}
      waiting={waiting > 0}
      onChanged={() => {
        load.reload();
        onChanged();
      }}
    />
  );
}

interface CardProps {
  need: NeedWithSteps;
  home: string;
  hand: NeedHand | undefined;
  waiting: boolean;
  onChanged: () => void;
}

function Card({ need, home, hand, waiting, onChanged }: CardProps) {
  const word = needsWords.value;
  const act = useSignal<Act | null>(null);
  const open = need.state === 'open';
  const answered = need.state === 'settled' || need.state === 'explained';

  async function again(): Promise<void> {
    try {
      await reopenNeed(need.id);
      say(word.reopened);
      onChanged();
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  return (
    <article class="card stack">
      <PageHead title={need.member_name} back={() => navigate(home)}>
        <span class="soft">{word.states[need.state]}</span>
      </PageHead>
      <p class="need-said">{need.words ?? word.hiddenWords}</p>
      {need.private && <p class="note">{word.privateMark}</p>}
      {waiting && <p class="note">{word.waitingHere}</p>}
      <dl class="facts">
        <dt>{word.kind}</dt>
        <dd>{word.kinds[need.kind]}</dd>
        <dt>{word.sources[need.source]}</dt>
        <dd>
          {[
            dateInWords(need.raised_on),
            need.source === 'member' ? '' : word.tellers[need.told_by],
            need.source === 'member' || need.raised_by_name === null ? '' : word.raisedBy(need.raised_by_name),
          ]
            .filter(Boolean)
            .join(' · ')}
        </dd>
        <dt>{word.handler}</dt>
        <dd>
          {[need.handler_name ?? word.noHandler, need.due_on === null ? '' : word.dueBy(shortDate(need.due_on))]
            .filter(Boolean)
            .join(' · ')}
        </dd>
        {need.result !== null && (
          <>
            <dt>{word.result}</dt>
            <dd>{need.result}</dd>
          </>
        )}
        {answered && (
          <>
            <dt>{word.tell}</dt>
            <dd>
              {need.told_on === null || need.told_way === null
                ? word.notTold
                : word.told(shortDate(need.told_on), word.ways[need.told_way])}
            </dd>
          </>
        )}
      </dl>
      <section class="stack tight">
        <h2>{word.steps}</h2>
        {need.steps.length === 0 && <p class="soft">{word.noSteps}</p>}
        <ol class="need-steps">
          {need.steps.map((step) => (
            <li key={step.id}>
              <p class="soft small">{[shortDate(step.on_date), step.taken_by_name].filter(Boolean).join(' · ')}</p>
              <p>{step.words ?? word.hiddenWords}</p>
            </li>
          ))}
        </ol>
      </section>
      <div class="need-actions">
        {open && need.may_handle && (
          <Button look="primary" onClick={() => (act.value = 'step')}>
            {word.step}
          </Button>
        )}
        {open && need.may_handle && <Button onClick={() => (act.value = 'close')}>{word.close}</Button>}
        {open && need.may_assign && (
          <Button look="quiet" onClick={() => (act.value = 'assign')}>
            {need.handler_id === null ? word.assign : word.reassign}
          </Button>
        )}
        {answered && need.told_on === null && need.may_handle && (
          <Button look="primary" onClick={() => (act.value = 'tell')}>
            {word.tell}
          </Button>
        )}
        {!open && need.may_handle && (
          <Button look="quiet" onClick={() => void again()}>
            {word.reopen}
          </Button>
        )}
      </div>
      {act.value !== null && (
        <ActDialog
          need={need}
          act={act.value}
          hand={hand}
          onClose={() => (act.value = null)}
          onDone={() => {
            act.value = null;
            onChanged();
          }}
        />
      )}
    </article>
  );
}
