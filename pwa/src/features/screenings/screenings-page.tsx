import { useSignal } from '@preact/signals';
import {
  listScreenings,
  openScreening,
  readScreeningWindows,
  type Screening,
  type ScreeningWindow,
} from '../../api/screenings';
import { Button } from '../../ui/button';
import { addDays, dateInWords, shortDate, today } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate } from '../../ui/router';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { screeningsWords } from '../../words/screenings';
import { worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { branch, workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { keptLoad } from './kept';
import './screenings.css';

const NAMES_SHOWN = 6;

/** The rounds of a branch, and the window that waits for one; for a township, branch by branch in their order. */
export default function ScreeningsPage() {
  const { value: word } = screeningsWords;
  const person = me.value;
  const place = workplace.value ?? person?.organization_id ?? '';
  const rounds = useLoad(`screenings/${place}`, () => keptLoad(`screenings/${place}`, () => listScreenings(place)));
  const windows = useLoad(`windows/${place}`, () => readScreeningWindows(place));
  const busy = useSignal(false);
  const works = person !== null && worksForBranch(person);
  const toBegin = (windows.value?.open ?? []).filter((window) => window.round_id === null);
  const items = rounds.value?.items ?? [];

  async function begin(organizationId: string, windowKey: string): Promise<void> {
    busy.value = true;
    try {
      const receipt = await openScreening(organizationId, windowKey);
      say(word.begun);
      navigate(`/screenings/${receipt.id}`);
    } catch (error) {
      say(sentenceOf(error));
      windows.reload();
      rounds.reload();
    }
    busy.value = false;
  }

  return (
    <div class="stack screenings">
      <PageHead title={word.title}>
        {works && branch.value !== null && (
          <Button look="quiet" icon="plus" busy={busy.value} onClick={() => void begin(place, 'daily')}>
            {word.beginDaily}
          </Button>
        )}
      </PageHead>
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      <p class="soft">{word.lead}</p>
      {toBegin.length > 0 && branch.value !== null && works && (
        <ToBegin windows={toBegin} busy={busy.value} onBegin={(key) => void begin(place, key)} />
      )}
      {toBegin.length > 0 && branch.value === null && <NotBegun windows={toBegin} />}
      {windows.value !== undefined && windows.value.open.length === 0 && (
        <p class="note">
          {word.coming(windows.value.coming.name, dateInWords(windows.value.coming.opens_on))}
        </p>
      )}
      {rounds.value === undefined && rounds.error !== undefined && (
        <Failure error={rounds.error} onRetry={rounds.reload} />
      )}
      {rounds.value === undefined && rounds.error === undefined && <Loading />}
      {rounds.value !== undefined && items.length === 0 && (
        <Empty icon="search" title={word.empty}>
          <p>{word.emptyHint}</p>
        </Empty>
      )}
      {branch.value === null && person !== null && works
        ? byBranch(items).map(([name, own]) => (
            <section key={name} class="stack tight">
              <h2 class="branch-name">{name}</h2>
              <Rounds rounds={own} />
            </section>
          ))
        : items.length > 0 && <Rounds rounds={items} />}
    </div>
  );
}

/** The server's order is the tree's; here it is only cut where the branch changes. */
function byBranch(rounds: Screening[]): [string, Screening[]][] {
  const found = new Map<string, Screening[]>();
  for (const round of rounds) {
    found.set(round.organization_name, [...(found.get(round.organization_name) ?? []), round]);
  }
  return [...found.entries()];
}

interface ToBeginProps {
  windows: ScreeningWindow[];
  busy: boolean;
  onBegin: (windowKey: string) => void;
}

function ToBegin({ windows, busy, onBegin }: ToBeginProps) {
  const { value: word } = screeningsWords;
  return (
    <>
      {windows.map((window) => (
        <section key={window.window_key} class="card window-card">
          <div>
            <h2>{word.toBegin(window.name)}</h2>
            <p class="soft number">{word.windowDays(shortDate(window.opens_on), shortDate(window.closes_on))}</p>
            <p class="soft small">{word.toBeginHint}</p>
          </div>
          <Button look="primary" busy={busy} onClick={() => onBegin(window.window_key)}>
            {word.begin}
          </Button>
        </section>
      ))}
    </>
  );
}

function NotBegun({ windows }: { windows: ScreeningWindow[] }) {
  const { value: word } = screeningsWords;
  const keys = [...new Set(windows.map((window) => window.window_key))];
  return (
    <>
      {keys.map((key) => {
        const own = windows.filter((window) => window.window_key === key);
        const first = own[0];
        if (first === undefined) return null;
        return (
          <section key={key} class="card stack tight">
            <h2>{word.toBegin(first.name)}</h2>
            <p class="soft number">{word.windowDays(shortDate(first.opens_on), shortDate(first.closes_on))}</p>
            <p>
              <span class="soft">{word.notBegun}</span> {own.map((window) => window.organization_name).join(word.and)}
            </p>
          </section>
        );
      })}
    </>
  );
}

function Rounds({ rounds }: { rounds: Screening[] }) {
  const { value: word } = screeningsWords;
  return (
    <div class="entries">
      {rounds.map((round) => (
        <a key={round.id} href={`/screenings/${round.id}`} class="entry round-entry">
          <span class={round.closed_on === null ? 'round-mark open' : 'round-mark'} aria-hidden="true" />
          <span>
            <strong>{round.name}</strong>
            <span class="soft small number">{whenOf(round)}</span>
            <span class={round.missing.length > 0 && round.closed_on === null ? 'round-state' : 'round-state soft'}>
              {round.missing.length === 0 ? word.allDone(round.done) : missingOf(round)}
            </span>
          </span>
          <Icon name="chevron" />
        </a>
      ))}
    </div>
  );
}

function whenOf(round: Screening): string {
  const { value: word } = screeningsWords;
  if (round.closed_on !== null) return word.closedOn(dateInWords(round.closed_on));
  return [word.sinceDay(shortDate(round.opened_on)), daysLeft(round)].filter(Boolean).join(' · ');
}

/** How long the window stays open; a daily round has no end of its own. */
export function daysLeft(round: Screening): string {
  const { value: word } = screeningsWords;
  if (round.until_on === null || round.closed_on !== null) return '';
  const day = today();
  if (round.until_on < day) return word.daysOver;
  let left = 0;
  while (addDays(day, left) < round.until_on) left += 1;
  return word.daysLeft(left);
}

function missingOf(round: Screening): string {
  const { value: word } = screeningsWords;
  const names = round.missing.map((one) => one.name);
  const shown = names.slice(0, NAMES_SHOWN).join(word.and);
  const said =
    round.closed_on === null ? word.missing(names.length) : word.wereMissing(round.done, names.length);
  return `${said}：${shown}${names.length > NAMES_SHOWN ? word.others(names.length) : ''}`;
}
