import { useSignal } from '@preact/signals';
import {
  acceptContribution,
  endCampaign,
  joinCampaign,
  listCampaigns,
  listContributions,
  listContributionThreads,
  sendContributionBack,
  withdrawContribution,
  type Campaign,
  type Contribution,
  type ContributionThread,
} from '../../api/contributions';
import { Button } from '../../ui/button';
import { dateInWords, shortDate, today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { contributionsWords } from '../../words/contributions';
import { isLiaison, mayDecide, mayReadMembers, worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { branch } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { copyText } from '../invitations/copy-text';
import { unsent } from '../outbox/store';
import { Pictures } from '../pictures/pictures';
import { CallDialog } from './call-dialog';
import { DeedDialog } from './deed-dialog';
import './contributions.css';

/** 双向带动 of one branch: its calls, what waits, what was given back and how those at home help. */
export default function ContributionsPage() {
  const { value: word } = contributionsWords;
  const person = me.value;
  const reads = person !== null && mayReadMembers(person);
  const place = branch.value?.id ?? (reads && branch.value === null && person.organization_id === null ? '' : (person?.organization_id ?? ''));
  if (person === null) return null;
  if (place === '') {
    return (
      <div class="stack">
        <PageHead title={word.title} />
        <div class="desk-place">
          <WorkplaceChoice />
        </div>
        <Empty icon="people" title={word.pickBranch}>
          <p>{word.pickBranchHint}</p>
        </Empty>
      </div>
    );
  }
  return <OfBranch key={place} place={place} reads={reads} />;
}

function OfBranch({ place, reads }: { place: string; reads: boolean }) {
  const { value: word } = contributionsWords;
  const person = me.value;
  const asking = useSignal<'nothing' | 'deed' | 'call'>('nothing');
  const own = person?.membership_id ?? '';
  const stamp = unsent.value.length;
  const threads = useLoad(`threads/${place}/${stamp}`, async () => (reads ? listContributionThreads(place) : []));
  const waiting = useLoad(`waiting/${place}/${stamp}`, async () =>
    reads ? (await listContributions({ organization_id: place, state: 'submitted' })).items : [],
  );
  const liaises = person !== null && isLiaison(person);
  // Without a duty the server gives one's own and, for a liaison, those of who is paired with them.
  const mine = useLoad(`deeds/${own}/${place}/${stamp}`, async () =>
    reads
      ? (await listContributions({ organization_id: place, state: 'sent_back' })).items.filter((deed) => deed.may_change)
      : (await listContributions({})).items.filter((deed) => deed.state !== 'withdrawn'),
  );
  const changing = useSignal<Contribution | null>(null);
  const calls = useLoad(`calls/${place}`, () => listCampaigns(place));
  const works = person !== null && worksForBranch(person);
  const nothing =
    threads.value?.length === 0 && waiting.value?.length === 0 && mine.value?.length === 0 && calls.value?.length === 0;

  function reload(): void {
    threads.reload();
    waiting.reload();
    mine.reload();
    calls.reload();
  }

  return (
    <div class="stack wide">
      <PageHead title={word.title}>
        {works && (
          <Button look="quiet" onClick={() => (asking.value = 'call')}>
            {word.call}
          </Button>
        )}
        <Button icon="plus" onClick={() => (asking.value = 'deed')}>
          {word.record}
        </Button>
      </PageHead>
      {reads && (
        <div class="desk-place">
          <WorkplaceChoice />
        </div>
      )}
      <p class="soft">{word.lead}</p>
      {calls.value === undefined && calls.error === undefined && <Loading />}
      {calls.value === undefined && calls.error !== undefined && <Failure error={calls.error} onRetry={reload} />}
      {mine.value === undefined && mine.error !== undefined && calls.value !== undefined && (
        <Failure error={mine.error} onRetry={reload} />
      )}
      {nothing && (
        <Empty icon="people" title={word.empty}>
          <p>{word.emptyHint}</p>
        </Empty>
      )}
      {calls.value !== undefined && calls.value.length > 0 && (
        <section class="stack tight">
          <h2>{word.calls}</h2>
          {calls.value.map((call) => (
            <Call key={call.id} call={call} onChanged={calls.reload} />
          ))}
        </section>
      )}
      {waiting.value !== undefined && waiting.value.length > 0 && (
        <section class="stack tight">
          <h2>{`${word.waiting} · ${waiting.value.length}`}</h2>
          {waiting.value.map((deed) => (
            <Waiting key={deed.id} deed={deed} onDecided={reload} onChange={() => (changing.value = deed)} />
          ))}
        </section>
      )}
      {mine.value !== undefined && mine.value.length > 0 && (
        <section class="stack tight">
          <h2>{reads ? word.states.sent_back : word.mine}</h2>
          <ul class="entries">
            {mine.value.map((deed) => (
              <Own key={deed.id} deed={deed} onChange={() => (changing.value = deed)} onChanged={mine.reload} />
            ))}
          </ul>
        </section>
      )}
      {(['back', 'help'] as const).map((direction) => {
        const some = (threads.value ?? []).filter((thread) => thread.newest.direction === direction);
        return some.length === 0 ? null : (
          <section key={direction} class="stack tight">
            <h2>{word.directions[direction]}</h2>
            <ul class="entries">
              {some.map((thread) => (
                <Thread key={thread.thread_id} thread={thread} />
              ))}
            </ul>
          </section>
        );
      })}
      {(asking.value === 'deed' || changing.value !== null) && (
        <DeedDialog
          place={place}
          forWhom={works ? 'branch' : liaises ? 'paired' : 'self'}
          changing={changing.value}
          onClose={() => {
            asking.value = 'nothing';
            changing.value = null;
          }}
          onDone={() => {
            asking.value = 'nothing';
            changing.value = null;
            reload();
          }}
        />
      )}
      {asking.value === 'call' && (
        <CallDialog
          place={place}
          onClose={() => (asking.value = 'nothing')}
          onDone={() => {
            asking.value = 'nothing';
            calls.reload();
          }}
        />
      )}
    </div>
  );
}

function figuresOf(deed: Pick<Contribution, 'amount_yuan' | 'people' | 'area_mu'>, source: Contribution['source']): string {
  const { value: word } = contributionsWords;
  const figures = [
    deed.amount_yuan === null ? '' : word.yuan(deed.amount_yuan),
    deed.people === null ? '' : word.people(deed.people),
    deed.area_mu === null ? '' : word.mu(deed.area_mu),
  ].filter(Boolean);
  if (figures.length === 0) return '';
  return [figures.join(word.and), source === null ? '' : word.sources[source]].filter(Boolean).join(' · ');
}

function Thread({ thread }: { thread: ContributionThread }) {
  const { value: word } = contributionsWords;
  const { newest } = thread;
  return (
    <li class="deed">
      <p>
        <strong>{newest.member_name}</strong> <span class="soft">{word.kinds[newest.kind]}</span>
        <span class="soft small number deed-when">{word.years(thread.years.join(word.and))}</span>
      </p>
      {newest.words !== null && <p>{newest.words}</p>}
      <p class="soft small number">{figuresOf(thread, newest.source)}</p>
      <Pictures of="contributions" id={newest.id} photoIds={newest.photo_ids} />
      <Helpers deed={newest} />
    </li>
  );
}

function Helpers({ deed }: { deed: Contribution }) {
  const { value: word } = contributionsWords;
  return deed.helper_names.length === 0 ? null : (
    <p class="soft small">{word.helpers(deed.helper_names.join(word.and))}</p>
  );
}

interface OwnProps {
  deed: Contribution;
  onChange: () => void;
  onChanged: () => void;
}

function Own({ deed, onChange, onChanged }: OwnProps) {
  const { value: word } = contributionsWords;
  const isMine = deed.member_id === me.value?.membership_id;

  async function withdraw(): Promise<void> {
    await withdrawContribution(deed.id).catch((error: unknown) => say(sentenceOf(error)));
    onChanged();
  }

  return (
    <li class="deed">
      <p>
        <strong>{isMine ? word.kinds[deed.kind] : deed.member_name}</strong>{' '}
        <span class="soft">{[isMine ? '' : word.kinds[deed.kind], word.states[deed.state]].filter(Boolean).join(' · ')}</span>
        <span class="soft small number deed-when">{dateInWords(deed.on_date)}</span>
      </p>
      {deed.words !== null && <p>{deed.words}</p>}
      <p class="soft small number">{figuresOf(deed, deed.source)}</p>
      <Pictures of="contributions" id={deed.id} photoIds={deed.photo_ids} />
      <Helpers deed={deed} />
      {deed.state === 'sent_back' && deed.reason !== null && <p class="note warn">{word.asked(deed.reason)}</p>}
      {deed.may_change && (
        <div class="row">
          <Button icon="pen" onClick={onChange}>
            {deed.state === 'sent_back' ? word.complete : word.edit}
          </Button>
          <Button look="quiet" onClick={() => void withdraw()}>
            {word.withdraw}
          </Button>
        </div>
      )}
    </li>
  );
}

interface WaitingProps {
  deed: Contribution;
  onDecided: () => void;
  onChange: () => void;
}

function Waiting({ deed, onDecided, onChange }: WaitingProps) {
  const { value: word } = contributionsWords;
  const person = me.value;
  const asking = useSignal(false);
  const reason = useSignal('');
  const busy = useSignal(false);
  const decides = person !== null && mayDecide(person) && deed.member_id !== person.membership_id;

  async function decide(act: () => Promise<unknown>, told: string): Promise<void> {
    busy.value = true;
    try {
      await act();
      say(told);
      asking.value = false;
      onDecided();
    } catch (error) {
      say(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <article class="card stack tight">
      <p>
        <strong>{deed.member_name}</strong>{' '}
        <span class="soft">{`${word.directions[deed.direction]} · ${word.kinds[deed.kind]}`}</span>
        <span class="soft small number deed-when">{dateInWords(deed.on_date)}</span>
      </p>
      {deed.words !== null && <p>{deed.words}</p>}
      <p class="soft small number">{figuresOf(deed, deed.source)}</p>
      <Pictures of="contributions" id={deed.id} photoIds={deed.photo_ids} />
      {decides && (
        <div class="row">
          <Button
            look="primary"
            icon="check"
            busy={busy.value}
            onClick={() => void decide(() => acceptContribution(deed.id), word.accepted)}
          >
            {word.accept}
          </Button>
          <Button onClick={() => (asking.value = true)}>{word.sendBack}</Button>
        </div>
      )}
      {!decides && deed.may_change && (
        <div class="row">
          <Button icon="pen" onClick={onChange}>
            {word.edit}
          </Button>
        </div>
      )}
      {asking.value && (
        <Dialog
          title={word.sendBack}
          onClose={() => (asking.value = false)}
          actions={
            <>
              <Button onClick={() => (asking.value = false)}>{words.value.common.cancel}</Button>
              <Button
                look="primary"
                busy={busy.value}
                disabled={reason.value.trim() === ''}
                onClick={() => void decide(() => sendContributionBack(deed.id, reason.value.trim()), word.sentBack)}
              >
                {word.sendBack}
              </Button>
            </>
          }
        >
          <TextArea label={word.reason} maxLength={500} value={reason.value} onValue={(value) => (reason.value = value)} />
        </Dialog>
      )}
    </article>
  );
}

function Call({ call, onChanged }: { call: Campaign; onChanged: () => void }) {
  const { value: word } = contributionsWords;
  const own = me.value?.membership_id ?? null;
  const isOver = call.ended_on !== null || (call.until_on !== null && call.until_on < today());
  const ending = useSignal(false);
  const took = call.parts.some((part) => part.member_id === own);

  async function copy(): Promise<void> {
    say((await copyText(`${call.title}\n${call.text}`)) ? word.copied : word.copyFailed);
  }

  async function join(): Promise<void> {
    if (own === null) return;
    try {
      await joinCampaign(call.id, own, today());
      say(word.joined);
      onChanged();
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  async function end(): Promise<void> {
    ending.value = false;
    try {
      await endCampaign(call.id);
      say(word.ended);
      onChanged();
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  return (
    <article class="card stack tight">
      <p>
        <strong>{call.title}</strong>
        <span class="soft small number deed-when">
          {[
            shortDate(call.from_on),
            call.until_on === null ? '' : word.until(shortDate(call.until_on)),
            isOver ? `· ${word.over}` : '',
          ]
            .filter(Boolean)
            .join(' ')}
        </span>
      </p>
      <p class="call-text">{call.text}</p>
      <p class="soft small">
        {call.parts.length === 0 ? word.nobody : `${word.took}：${call.parts.map((part) => part.member_name).join(word.and)}`}
      </p>
      <div class="row">
        {own !== null && !took && !isOver && <Button onClick={() => void join()}>{word.join}</Button>}
        {!isOver && (
          <Button look="quiet" onClick={() => void copy()}>
            {word.copy}
          </Button>
        )}
        {call.may_end && !isOver && (
          <Button look="quiet" onClick={() => (ending.value = true)}>
            {word.end}
          </Button>
        )}
      </div>
      {ending.value && (
        <Dialog
          title={word.end}
          onClose={() => (ending.value = false)}
          actions={
            <>
              <Button onClick={() => (ending.value = false)}>{words.value.common.cancel}</Button>
              <Button look="primary" onClick={() => void end()}>
                {word.endSave}
              </Button>
            </>
          }
        >
          <p>{word.endLead(call.title)}</p>
        </Dialog>
      )}
    </article>
  );
}
