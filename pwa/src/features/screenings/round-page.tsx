import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readScreeningLines, type Screening, type ScreeningLines } from '../../api/screenings';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { dateInWords, shortDate, today } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate, type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { screeningsWords } from '../../words/screenings';
import { mayDecide, worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import type { Hand } from '../outbox/hand';
import { handIn, offline, sent, unsent } from '../outbox/store';
import { ClosingDialog } from './closing-dialog';
import { DifferenceDialog } from './difference-dialog';
import type { Asked, Method } from './draft';
import { sameBody } from './draft';
import { beside, nextMissing, overlay, type Entry } from './entries';
import { keptLoad } from './kept';
import { LineCard } from './line-card';
import { VoidingDialog } from './voiding-dialog';
import { NameList } from './name-list';
import { daysLeft } from './screenings-page';
import './screenings.css';

const METHODS: Method[] = ['wechat', 'phone', 'visit', 'compare'];
const ASKED: Asked[] = ['self', 'family', 'neighbour', 'other'];

/** One round: who is missing stands on top, and one card after another asks after each. */
export default function RoundPage({ params, query }: RouteProps) {
  return <RoundOf id={params['id'] ?? ''} first={query['member'] ?? null} home="/screenings" />;
}

interface RoundOfProps {
  id: string;
  /** Whom the address asks for. */
  first?: string | null;
  /** Where the way back leads. */
  home: string;
  /** Takes the closing, where it can be undone. */
  closing?: Hand<{ why_missing?: string }> | undefined;
}

/** One round by its id, on its own page or beside a list. */
export function RoundOf({ id, first = null, home, closing }: RoundOfProps) {
  const load = useLoad(`screening/${id}`, () => keptLoad(`screening/${id}`, () => readScreeningLines(id)));
  // What arrives, and what is not taken because somebody was faster, both change what the server knows.
  const waiting = unsent.value.map((item) => item.state).join(' ');
  useEffect(() => {
    load.reload();
  }, [waiting]);
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  return <Round lines={load.value} first={first} home={home} closing={closing} onChanged={load.reload} />;
}

interface RoundProps {
  lines: ScreeningLines;
  first: string | null;
  home: string;
  closing: RoundOfProps['closing'];
  onChanged: () => void;
}

function Round({ lines, first, home, closing, onChanged }: RoundProps) {
  const { value: word } = screeningsWords;
  const { round } = lines;
  const person = me.value;
  const entries = overlay(lines.items, round.id, unsent.value, sent.value);
  const chosen = useSignal<string | null>(first);
  const method = useSignal<Method | null>(null);
  const asked = useSignal<Asked | null>(null);
  const asking = useSignal<'nothing' | 'differs' | 'correct' | 'close' | 'void'>('nothing');
  const opened = round.closed_on === null ? null : (entries[0]?.line.member_id ?? null);
  const at = chosen.value ?? nextMissing(entries, null) ?? opened;
  const entry = entries.find((one) => one.line.member_id === at) ?? null;
  const writes = person !== null && (worksForBranch(person) || person.liaison_today);
  const left = entries.filter((one) => one.state === 'missing').length;
  const done = entries.filter((one) => one.state === 'done').length;

  async function recordSame(): Promise<void> {
    if (entry === null || entry.state !== 'missing' || person === null || round.closed_on !== null) return;
    if (method.value === null || asked.value === null) {
      say(word.chooseFirst);
      return;
    }
    const following = nextMissing(entries, entry.line.member_id);
    const handing = { method: method.value, asked: asked.value, day: today(), writtenAt: new Date().toISOString() };
    try {
      if (entry.kept !== null) await offline.discard(entry.kept.itemId);
      await handIn(person.account_id, {
        kind: 'finding',
        label: word.roundName(entry.line.name),
        path: `/screenings/${round.id}/findings`,
        body: sameBody(entry.line, mintUuid(), handing),
      });
      say(word.justNow(entry.line.name, word.results.same));
      chosen.value = following === entry.line.member_id ? null : following;
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  function differs(): void {
    if (method.value === null || asked.value === null) say(word.chooseFirst);
    else asking.value = 'differs';
  }

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || asking.value !== 'nothing' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      const number = Number(event.key);
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        chosen.value = beside(entries, at, event.key === 'ArrowDown' ? 1 : -1);
      } else if (number >= 1 && number <= 4 && writes) method.value = METHODS[number - 1] ?? null;
      else if (number >= 5 && number <= 8 && writes) asked.value = ASKED[number - 5] ?? null;
      else if (event.key === 'Enter' && writes && !isPressable(event.target)) void recordSame();
      else if (event.key.toLowerCase() === 'd' && writes && entry?.state === 'missing' && round.closed_on === null) differs();
      else return;
      event.preventDefault();
    }
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  return (
    <div class="round">
      <div class="round-head stack tight">
        <PageHead title={word.roundName(round.name)} back={() => navigate(home)}>
          {round.closed_on === null && round.done === 0 && done === 0 && person !== null && mayDecide(person) && (
            <Button look="quiet" onClick={() => (asking.value = 'void')}>
              {word.voiding.open}
            </Button>
          )}
          {round.closed_on === null && person !== null && mayDecide(person) && (
            <Button onClick={() => (asking.value = 'close')}>{word.closing.open}</Button>
          )}
        </PageHead>
        <Progress round={round} done={done} missing={left} />
        {round.closed_on !== null && <p class="note">{word.readOnly}</p>}
        {round.why_missing !== null && <p class="soft">{word.closing.wasWhy(round.why_missing)}</p>}
      </div>
      <div class="round-card">
        {entry === null ? (
          <Empty icon="check" title={word.everybodyDone}>
            <p>{word.everybodyDoneHint}</p>
          </Empty>
        ) : (
          <LineCard
            key={entry.line.member_id}
            entry={entry}
            closed={round.closed_on !== null}
            writes={writes}
            method={method.value}
            asked={asked.value}
            onMethod={(value) => (method.value = value)}
            onAsked={(value) => (asked.value = value)}
            onSame={() => void recordSame()}
            onDiffers={differs}
            onCorrect={() => (asking.value = 'correct')}
            onSkip={() => (chosen.value = nextMissing(entries, entry.line.member_id))}
          />
        )}
      </div>
      <div class="round-list stack">
        <NameList entries={entries} at={at} onChoose={(memberId) => choose(chosen, memberId)} />
        {writes && round.closed_on === null && <p class="soft tiny round-keys">{word.keys}</p>}
        <Screeners entries={entries} />
      </div>
      {(asking.value === 'differs' || asking.value === 'correct') && entry !== null && (
        <DifferenceDialog
          entry={entry}
          round={round}
          correcting={asking.value === 'correct'}
          method={method.value}
          asked={asked.value}
          onClose={() => (asking.value = 'nothing')}
          onDone={(corrected) => {
            asking.value = 'nothing';
            if (!corrected) chosen.value = nextMissing(entries, entry.line.member_id);
          }}
        />
      )}
      {asking.value === 'void' && (
        <VoidingDialog
          id={round.id}
          onClose={() => (asking.value = 'nothing')}
          onDone={() => navigate(home, true)}
        />
      )}
      {asking.value === 'close' && (
        <ClosingDialog
          round={round}
          missing={entries.filter((one) => one.state === 'missing').map((one) => one.line.name)}
          hand={closing}
          onClose={() => (asking.value = 'nothing')}
          onDone={() => {
            asking.value = 'nothing';
            onChanged();
          }}
        />
      )}
    </div>
  );
}

function choose(chosen: { value: string | null }, memberId: string): void {
  chosen.value = memberId;
  // On a phone the card stands above the list.
  document.querySelector('.round-card')?.scrollIntoView({ block: 'nearest' });
}

function isWriting(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && target.type !== 'radio' && target.type !== 'checkbox';
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a') !== null;
}

interface ProgressProps {
  round: Screening;
  done: number;
  missing: number;
}

function Progress({ round, done, missing }: ProgressProps) {
  const { value: word } = screeningsWords;
  const all = done + missing;
  const days = daysLeft(round);
  const when = round.closed_on === null ? days : word.closedOn(dateInWords(round.closed_on));
  return (
    <div class="round-progress">
      <p>
        <strong class="number">{word.progress(done, all)}</strong>
        <span class="soft">{[word.sinceDay(shortDate(round.opened_on)), when].filter(Boolean).join(' · ')}</span>
      </p>
      <progress max={Math.max(all, 1)} value={done} aria-label={word.progress(done, all)} />
    </div>
  );
}

/** Who asked whom: names beside names, nobody counted. */
function Screeners({ entries }: { entries: Entry[] }) {
  const { value: word } = screeningsWords;
  const whom = new Map<string, string[]>();
  for (const { line } of entries) {
    if (line.finding === null) continue;
    const who = line.finding.screener ?? line.finding.screened_by_name;
    whom.set(who, [...(whom.get(who) ?? []), line.name]);
  }
  if (whom.size === 0) return null;
  return (
    <section class="stack tight">
      <h2 class="branch-name">{word.screeners}</h2>
      <dl class="facts small">
        {[...whom.entries()].map(([who, names]) => (
          <div key={who} class="screener">
            <dt>{who}</dt>
            <dd>{names.join(word.and)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
