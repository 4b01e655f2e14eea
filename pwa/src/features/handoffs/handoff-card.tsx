import { useSignal } from '@preact/signals';
import { readHandoff, reopenHandoff, withdrawHandoff, type Handoff } from '../../api/handoffs';
import { Button, LinkButton } from '../../ui/button';
import { dateInWords, shortDate } from '../../ui/dates';
import { TextArea } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate } from '../../ui/router';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { handoffsWords } from '../../words/handoffs';
import { doAct } from '../desk/held';
import { PassOn } from './pass-on';
import './handoffs.css';

interface HandoffCardProps {
  id: string;
  /** Where the way back leads. */
  home: string;
  /** Within another card the name stands above already. */
  bare?: boolean;
  onChanged: () => void;
}

/** One request for help: who asks, what the records say, and the two answers a branch can give. */
export function HandoffCard({ id, home, bare = false, onChanged }: HandoffCardProps) {
  const load = useLoad(`handoff/${id}`, () => readHandoff(id));
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const handoff = load.value;
  const changed = (): void => {
    load.reload();
    onChanged();
  };
  return (
    <article class={bare ? 'stack' : 'card stack'}>
      {!bare && (
        <PageHead title={handoff.member_name ?? handoff.organization_name} back={() => navigate(home)}>
          <span class="soft">{handoffsWords.value.states[handoff.state]}</span>
        </PageHead>
      )}
      <Said handoff={handoff} />
      {handoff.may_pass_on && <PassOn handoff={handoff} onDone={onChanged} />}
      {(handoff.state === 'open' || handoff.state === 'passed_on') && handoff.may_answer && (
        <Answer handoff={handoff} onDone={onChanged} />
      )}
      <Above handoff={handoff} onChanged={changed} onDone={onChanged} />
      {!bare && handoff.member_id !== null && (
        <div class="row">
          <LinkButton look="quiet" href={`/members/${handoff.member_id}`}>
            {handoffsWords.value.member}
          </LinkButton>
        </div>
      )}
    </article>
  );
}

function Said({ handoff }: { handoff: Handoff }) {
  const say = handoffsWords.value;
  return (
    <>
      <p class="handoff-said">{say.about[handoff.about]}</p>
      <dl class="facts">
        <dt>{say.askedBy}</dt>
        <dd>{say.saidBy(handoff.asked_by_name, handoff.asked_from_name, dateInWords(handoff.asked_on))}</dd>
        {handoff.note !== null && (
          <>
            <dt>{say.says}</dt>
            <dd>{handoff.note}</dd>
          </>
        )}
        {handoff.known !== null && (
          <>
            <dt>{say.known}</dt>
            <dd>{handoff.known.sentence}</dd>
          </>
        )}
        {handoff.passed_on.length > 0 && (
          <>
            <dt>{say.passedOn}</dt>
            <dd>
              {handoff.passed_on.map((one) => (
                <p key={one.id}>
                  {[say.passedState(one.organization_name, say.states[one.state]), one.answer].filter(Boolean).join(' · ')}
                </p>
              ))}
            </dd>
          </>
        )}
        {handoff.answered_on !== null && (
          <>
            <dt>{say.answer}</dt>
            <dd>
              {[handoff.answer, handoff.answered_by_name, shortDate(handoff.answered_on)].filter(Boolean).join(' · ')}
            </dd>
          </>
        )}
        {handoff.reply !== null && (
          <>
            <dt>{say.reply}</dt>
            <dd>{[handoff.reply, shortDate(handoff.replied_on)].join(' · ')}</dd>
          </>
        )}
      </dl>
    </>
  );
}

/** The branch's two answers; each rests here for some seconds and can be undone. */
function Answer({ handoff, onDone }: { handoff: Handoff; onDone: () => void }) {
  const say = handoffsWords.value;
  const text = useSignal('');
  const lack = useSignal<string | undefined>(undefined);
  const wanting = useSignal(false);
  const name = handoff.member_name ?? handoff.organization_name;

  async function answer(state: 'done' | 'support_wanted'): Promise<void> {
    const words = text.value.trim();
    if (state === 'support_wanted' && words === '') {
      lack.value = say.needSupport;
      return;
    }
    const taken = await doAct({
      key: `handoff_open.${handoff.id}`,
      label: state === 'done' ? say.doneSaved(name) : say.supportSaved,
      path: `/handoffs/${handoff.id}/answer`,
      body: { state, answer: words || null },
    });
    if (taken) onDone();
  }

  return (
    <div class="stack">
      <TextArea
        label={wanting.value ? say.supportWords : say.doneWords}
        hint={wanting.value ? undefined : say.doneHint}
        error={lack.value}
        optional={!wanting.value}
        maxLength={500}
        value={text.value}
        onValue={(value) => (text.value = value)}
      />
      <div class="row">
        {!wanting.value && (
          <Button look="primary" icon="check" onClick={() => void answer('done')}>
            {say.done}
          </Button>
        )}
        <Button
          look={wanting.value ? 'primary' : 'plain'}
          onClick={() => (wanting.value ? void answer('support_wanted') : (wanting.value = true))}
        >
          {say.support}
        </Button>
      </div>
    </div>
  );
}

interface AboveProps {
  handoff: Handoff;
  onChanged: () => void;
  onDone: () => void;
}

/** What those above can do: answer a wish for support, take the question back; and whoever answered, the answer. */
function Above({ handoff, onChanged, onDone }: AboveProps) {
  const say = handoffsWords.value;
  const text = useSignal('');
  const lack = useSignal<string | undefined>(undefined);
  const open = handoff.state !== 'done' && handoff.state !== 'withdrawn';
  const answered = handoff.state === 'done' || handoff.state === 'support_wanted';

  async function act(work: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await work();
      tell(done);
      onChanged();
    } catch (error) {
      tell(sentenceOf(error));
    }
  }

  async function reply(): Promise<void> {
    if (text.value.trim() === '') {
      lack.value = say.needReply;
      return;
    }
    const taken = await doAct({
      key: `handoff_support.${handoff.id}`,
      label: say.replied,
      path: `/handoffs/${handoff.id}/reply`,
      body: { reply: text.value.trim() },
    });
    if (taken) onDone();
  }

  return (
    <>
      {handoff.may_ask && handoff.state === 'support_wanted' && (
        <>
          <TextArea
            label={say.replyWords}
            error={lack.value}
            maxLength={500}
            value={text.value}
            onValue={(value) => (text.value = value)}
          />
          <div class="row">
            <Button look="primary" onClick={() => void reply()}>
              {say.replyWords}
            </Button>
          </div>
        </>
      )}
      {handoff.may_ask && open && (
        <div class="row">
          <Button onClick={() => void act(() => withdrawHandoff(handoff.id), say.withdrawn)}>{say.undo}</Button>
        </div>
      )}
      {handoff.may_answer && answered && (
        <div class="row">
          <Button look="quiet" onClick={() => void act(() => reopenHandoff(handoff.id), say.reopened)}>
            {say.reopen}
          </Button>
        </div>
      )}
    </>
  );
}
