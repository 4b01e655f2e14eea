import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listNeeds, reopenNeed, tellNeed, withdrawNeed, type Need, type NeedInput } from '../../api/needs';
import type { OutboxItem } from '../../offline';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { shortDate, today } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack, type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { needsWords } from '../../words/needs';
import { me } from '../auth/session';
import { handIn, unsent } from '../outbox/store';
import { keptLoad } from '../screenings/kept';
import { EMPTY_NEED, findLacks, RaiseFields, type NeedLacks } from './raise-fields';
import './needs.css';

/** 需要帮忙: a member says what is hard, and reads what became of it. */
export default function HelpPage({ query }: RouteProps) {
  const word = needsWords.value;
  const person = me.value;
  const id = person?.membership_id ?? '';
  const load = useLoad(`needs/${id}`, () => keptLoad(`needs/${id}`, () => listNeeds({})));
  const waiting = unsent.value.filter((item) => item.path === '/needs');
  useEffect(() => load.reload(), [waiting.length]);
  if (person === null || person.membership_id === null) return null;
  const all = load.value?.items ?? [];
  const own = all.filter((need) => need.member_id === person.membership_id || need.member_name === person.name);
  const forMe = all.filter((need) => !own.includes(need) && need.may_handle && person.roles.length === 0);
  return (
    <div class="stack">
      <PageHead title={word.mine} back={() => goBack('/')} />
      <p class="soft">{word.lead}</p>
      <Raise accountId={person.account_id} memberId={person.membership_id} reportId={query['report'] ?? null} />
      {forMe.length > 0 && (
        <section class="stack tight">
          <h2>{word.forMe}</h2>
          <div class="entries">
            {forMe.map((need) => (
              <a key={need.id} class="entry" href={`/needs/${need.id}`}>
                <span>
                  <strong>{need.member_name}</strong>
                  <span class="soft small">{word.kinds[need.kind]}</span>
                </span>
                <Icon name="chevron" />
              </a>
            ))}
          </div>
        </section>
      )}
      <section class="stack tight">
        <h2>{word.own}</h2>
        {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
        {load.value === undefined && load.error === undefined && <Loading />}
        {load.value !== undefined && own.length + waiting.length === 0 && (
          <Empty icon="letter" title={word.none}>
            <p>{word.noneHint}</p>
          </Empty>
        )}
        <div>
          {waiting.map((item) => (
            <Waiting key={item.id} item={item} />
          ))}
          {own.map((need) => (
            <Own key={need.id} need={need} onChanged={load.reload} />
          ))}
        </div>
      </section>
    </div>
  );
}

interface RaiseProps {
  accountId: string;
  memberId: string;
  reportId: string | null;
}

function Raise({ accountId, memberId, reportId }: RaiseProps) {
  const word = needsWords.value;
  const draft = useSignal(EMPTY_NEED);
  const lacks = useSignal<NeedLacks>({});
  const busy = useSignal(false);
  const done = useSignal(false);

  async function send(): Promise<void> {
    lacks.value = findLacks(draft.value);
    if (draft.value.kind === '' || Object.keys(lacks.value).length > 0) return;
    busy.value = true;
    const body: NeedInput = {
      id: mintUuid(),
      member_id: memberId,
      kind: draft.value.kind,
      words: draft.value.words.trim(),
      private: draft.value.isPrivate,
      raised_on: today(),
      recorded_at_device: new Date().toISOString(),
      ...(reportId === null ? {} : { report_id: reportId }),
    };
    try {
      await handIn(accountId, { kind: 'need', label: word.kinds[draft.value.kind], path: '/needs', body });
      draft.value = EMPTY_NEED;
      done.value = true;
    } catch (error) {
      say(sentenceOf(error));
    }
    busy.value = false;
  }

  if (done.value) {
    return (
      <div class="note good row" role="status">
        <span>{word.sent}</span>
        <Button look="quiet" onClick={() => (done.value = false)}>
          {word.again}
        </Button>
      </div>
    );
  }
  return (
    <section class="card stack">
      <RaiseFields
        draft={draft.value}
        lacks={lacks.value}
        onChange={(part) => (draft.value = { ...draft.value, ...part })}
      />
      <Button look="primary" block busy={busy.value} onClick={() => void send()}>
        {word.send}
      </Button>
    </section>
  );
}

function Waiting({ item }: { item: OutboxItem }) {
  const word = needsWords.value;
  const body = item.body as NeedInput;
  return (
    <article class="need-mine">
      <strong>{word.kinds[body.kind]}</strong>
      <p>{body.words}</p>
      <p class="soft small">
        {item.state === 'needs_you' ? <a href="/outbox">{word.stuck}</a> : word.waitingHere}
      </p>
    </article>
  );
}

function Own({ need, onChanged }: { need: Need; onChanged: () => void }) {
  const word = needsWords.value;
  const busy = useSignal(false);

  async function act(work: () => Promise<unknown>, sentence: string): Promise<void> {
    busy.value = true;
    try {
      await work();
      if (sentence !== '') say(sentence);
      onChanged();
    } catch (error) {
      say(sentenceOf(error));
    }
    busy.value = false;
  }

  const open = need.state === 'open';
  const answered = need.state === 'settled' || need.state === 'explained';
  const progress = need.handler_name === null ? word.noHandler : word.handledBy(need.handler_name);
  return (
    <article class="need-mine">
      <p class="row">
        <strong>{word.kinds[need.kind]}</strong>
        <span class="soft small push">{word.states[need.state]}</span>
      </p>
      <p>{need.words}</p>
      {need.result !== null && <p class="need-result">{need.result}</p>}
      <p class="soft small">
        {[
          word.raisedOn(shortDate(need.raised_on)),
          open ? progress : '',
          open && need.due_on !== null ? word.dueBy(shortDate(need.due_on)) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {(answered || open) && (
        <p class="need-actions">
          {answered && need.told_on === null && (
            <Button
              busy={busy.value}
              onClick={() => void act(() => tellNeed(need.id, { on_date: today(), way: 'app' }), '')}
            >
              {word.iKnow}
            </Button>
          )}
          {answered && (
            <Button look="quiet" busy={busy.value} onClick={() => void act(() => reopenNeed(need.id), word.notYetDone)}>
              {word.notYet}
            </Button>
          )}
          {open && (
            <Button look="quiet" busy={busy.value} onClick={() => void act(() => withdrawNeed(need.id), word.withdrawn)}>
              {word.withdraw}
            </Button>
          )}
        </p>
      )}
    </article>
  );
}
