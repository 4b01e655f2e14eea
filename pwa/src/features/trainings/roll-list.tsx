import { useSignal } from '@preact/signals';
import type { RollLine, Training, Way } from '../../api/trainings';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { trainingsWords } from '../../words/trainings';
import { me } from '../auth/session';
import { handIn, unsent } from '../outbox/store';
import { ExcludeSheet } from './exclude-sheet';
import { deedsFor, MoreDialog, type Deed } from './more-dialog';
import { CorrectWaySheet, MakeUpSheet, OpinionSheet } from './roll-sheets';
import { neededNow, tally } from './tally';

interface RollProps {
  training: Training;
  /** May record what happened; a closed roll is not ticked any more, single lines are made up or corrected. */
  writes: boolean;
  decides: boolean;
  begun: boolean;
  onChanged: () => void;
}

interface Tick {
  way: Way;
  host_branch?: string;
  reason_code?: NonNullable<RollLine['reason_code']>;
}

const WAYS = ['hall', 'video', 'host', 'absent'] as const;

/** The list to tick, with the numbers that follow each tick; saved as one entry, offline, too. */
export function RollList({ training, writes, decides, begun, onChanged }: RollProps) {
  const word = trainingsWords.value.roll;
  const ticks = useSignal<ReadonlyMap<string, Tick>>(new Map());
  const asking = useSignal<{ line: RollLine; what: 'host' | 'absent' | 'more' | Deed } | null>(null);
  const ticking = writes && training.state === 'planned';
  const deedsOf = (line: RollLine) => deedsFor(line, training, { writes, decides });
  const lines = training.members;
  const isWaiting = unsent.value.some((item) => item.path === `/trainings/${training.id}/attendance`);

  function wayOf(line: RollLine): Way | null {
    const tick = ticks.value.get(line.member_id);
    if (tick === undefined) return line.way;
    return tick.way === 'none' ? null : tick.way;
  }

  function set(line: RollLine, tick: Tick): void {
    const next = new Map(ticks.value);
    if (tick.way === (line.way ?? 'none') && tick.host_branch === undefined && tick.reason_code === undefined) {
      next.delete(line.member_id);
    } else next.set(line.member_id, tick);
    ticks.value = next;
  }

  function choose(line: RollLine, way: (typeof WAYS)[number]): void {
    if (wayOf(line) === way) set(line, { way: 'none' });
    else if (way === 'host' || way === 'absent') asking.value = { line, what: way };
    else set(line, { way });
  }

  function everybody(): void {
    const next = new Map(ticks.value);
    for (const line of lines) {
      const here = !line.away || line.at_home;
      if (wayOf(line) === null && here && !line.exempt && (line.due || line.why_not_due === 'exempt')) {
        next.set(line.member_id, { way: 'hall' });
      }
    }
    ticks.value = next;
  }

  async function save(): Promise<void> {
    const person = me.value;
    if (person === null) return;
    const entries = [...ticks.value].map(([member_id, { way, host_branch = null, reason_code = null }]) => ({
      member_id,
      way,
      host_branch,
      reason_code,
    }));
    try {
      const item = await handIn(person.account_id, {
        kind: 'attendance',
        label: training.title,
        path: `/trainings/${training.id}/attendance`,
        body: { entries, recorded_at_device: new Date().toISOString() },
      });
      if (item.state === 'needs_you') {
        say(item.problem?.title ?? word.notMet);
        return;
      }
      ticks.value = new Map();
      say(navigator.onLine ? word.saved : word.onPhone);
      onChanged();
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  const now = tally(lines, wayOf, training);
  const needed = neededNow(training, now);
  const shown = ticks.value.size > 0 ? now : null;
  const due = shown?.due ?? training.figures.due;
  const present = shown?.present ?? training.figures.present;
  const votes = shown?.votes ?? training.figures.votes;
  const observers = shown?.observers ?? training.figures.observers;
  const sheet = { training, onClose: () => (asking.value = null), onDone: onChanged };
  return (
    <section class="stack">
      <div class="roll-head">
        <h2>{word.title}</h2>
        <dl class="roll-figures">
          <Figure name={word.due} number={due} />
          <Figure name={word.present} number={present} />
          {observers > 0 && <Figure name={word.observers} number={observers} />}
        </dl>
        <p class="soft small">{training.figures.formula}</p>
        {needed !== null && (begun || training.state === 'closed') && (
          <p class={votes >= needed ? 'note good' : 'note warn'} aria-live="polite">
            {word.quorum(votes, needed)} · {votes >= needed ? word.met : word.notMet}
          </p>
        )}
      </div>
      {ticking && begun && (
        <div class="row">
          <Button icon="check" onClick={everybody}>
            {word.everybody}
          </Button>
        </div>
      )}
      <ul class="roll">
        {lines.map((line) => (
          <li key={line.member_id} class={ticking && begun ? 'roll-line' : 'roll-line told'}>
            <div class="roll-name">
              <strong>{line.name}</strong>
              <span class="soft small">{about(line, wayOf(line))}</span>
            </div>
            {ticking ? (
              <div class="roll-ways" role="group" aria-label={line.name}>
                {WAYS.filter((way) => begun || way === 'absent').map((way) => (
                  <button
                    key={way}
                    type="button"
                    class="roll-way"
                    aria-pressed={wayOf(line) === way}
                    onClick={() => choose(line, way)}
                  >
                    {word[way]}
                  </button>
                ))}
                {deedsOf(line).length > 0 && <Dots line={line} onMore={() => (asking.value = { line, what: 'more' })} />}
              </div>
            ) : (
              <div class="roll-told">
                <span class="soft">{wayWords(line)}</span>
                {deedsOf(line).length > 0 && <Dots line={line} onMore={() => (asking.value = { line, what: 'more' })} />}
              </div>
            )}
          </li>
        ))}
      </ul>
      {ticking && (ticks.value.size > 0 || isWaiting) && (
        <div class="roll-save">
          {isWaiting && ticks.value.size === 0 ? (
            <p class="soft small">{word.onPhone}</p>
          ) : (
            <>
              <span class="soft small">{word.changed(ticks.value.size)}</span>
              <Button look="primary" onClick={() => void save()}>
                {word.save}
              </Button>
            </>
          )}
        </div>
      )}
      {asking.value?.what === 'host' && (
        <HostDialog
          line={asking.value.line}
          onClose={() => (asking.value = null)}
          onDone={(line, host_branch) => {
            set(line, { way: 'host', host_branch });
            asking.value = null;
          }}
        />
      )}
      {asking.value?.what === 'absent' && (
        <AbsentDialog
          line={asking.value.line}
          onClose={() => (asking.value = null)}
          onDone={(line, reason_code) => {
            set(line, { way: 'absent', reason_code });
            asking.value = null;
          }}
        />
      )}
      {asking.value?.what === 'more' && (
        <MoreDialog
          line={asking.value.line}
          training={training}
          deeds={deedsOf(asking.value.line)}
          onClose={() => (asking.value = null)}
          onDeed={(what) => {
            if (asking.value !== null) asking.value = { ...asking.value, what };
          }}
          onDone={onChanged}
        />
      )}
      {asking.value?.what === 'exclude' && <ExcludeSheet line={asking.value.line} {...sheet} />}
      {asking.value?.what === 'opinion' && <OpinionSheet line={asking.value.line} {...sheet} />}
      {asking.value?.what === 'make_up' && <MakeUpSheet line={asking.value.line} {...sheet} />}
      {asking.value?.what === 'correct' && <CorrectWaySheet line={asking.value.line} {...sheet} />}
    </section>
  );
}

function Dots({ line, onMore }: { line: RollLine; onMore: () => void }) {
  return (
    <button type="button" class="roll-way more" aria-label={trainingsWords.value.roll.more(line.name)} onClick={onMore}>
      …
    </button>
  );
}

function Figure({ name, number }: { name: string; number: number }) {
  return (
    <div>
      <dt class="soft small">{name}</dt>
      <dd class="number">{number}</dd>
    </div>
  );
}

function about(line: RollLine, way: Way | null): string {
  const word = trainingsWords.value.roll;
  const told: string[] = [];
  if (line.probationary) told.push(word.probationary);
  if (line.why_not_due !== null && way === null) told.push(word.why[line.why_not_due]);
  else {
    if (line.away) told.push(line.at_home ? word.atHome : word.away);
    if (line.exempt) told.push(word.exempt);
    if (line.why_not_due === 'outside' || line.why_not_due === 'suspended') told.push(word.why[line.why_not_due]);
  }
  if (line.wrote) told.push(word.wrote);
  if (line.source === 'code') told.push(word.code);
  if (line.source === 'self') told.push(word.self);
  if (line.host_branch !== null) told.push(line.host_branch);
  if (line.reason_code !== null) told.push(word.reasons[line.reason_code]);
  return told.join(' · ');
}

function wayWords(line: RollLine): string {
  const word = trainingsWords.value.roll;
  return line.way === null ? word.none : word[line.way];
}

function HostDialog({ line, onClose, onDone }: AskProps<string>) {
  const word = trainingsWords.value.roll;
  const name = useSignal(line.host_branch ?? '');
  return (
    <Dialog
      title={word.hostTitle(line.name)}
      onClose={onClose}
      actions={
        <Button look="primary" disabled={name.value.trim() === ''} onClick={() => onDone(line, name.value.trim())}>
          {word.done}
        </Button>
      }
    >
      <TextField label={word.hostBranch} value={name.value} maxLength={200} onValue={(value) => (name.value = value)} />
    </Dialog>
  );
}

interface AskProps<T> {
  line: RollLine;
  onClose: () => void;
  onDone: (line: RollLine, value: T) => void;
}

function AbsentDialog({ line, onClose, onDone }: AskProps<NonNullable<RollLine['reason_code']>>) {
  const word = trainingsWords.value.roll;
  return (
    <Dialog title={word.absentTitle(line.name)} onClose={onClose}>
      <div class="stack tight">
        {(['work', 'ill', 'family', 'far', 'other'] as const).map((reason) => (
          <Button key={reason} block onClick={() => onDone(line, reason)}>
            {word.reasons[reason]}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
