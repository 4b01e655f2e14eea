import { useEffect } from 'preact/hooks';
import { Unreachable } from '../../api/problem';
import type { Me, ReportKind, StandingState } from '../../api/types';
import { momentInWords } from '../../ui/dates';
import { Icon, type IconName } from '../../ui/icon';
import { lazyPage, Nothing } from '../../ui/lazy';
import { Empty, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { me as signedIn } from '../auth/session';
import { unsent } from '../outbox/store';
import { OutboxLine } from '../outbox/outbox-line';
import { LifeRow } from '../reports/life-row';
import { lives, myStanding, recalled, refreshMine, staleSince } from '../reports/mine';
import { CheckIn } from './check-in';
import { StandingSentence } from './standing-sentence';

/** Asked once in a lifetime, so it is fetched when it is asked. */
const ConsentCard = lazyPage<{ me: Me }>(() => import('../auth/consent-card'));

/** Whom to call, and what is asked around a feast, is fetched beside the first screen, which does without. */
const Beside = lazyPage<{ me: Me }>(() => import('../visits/beside'), Nothing);

type EntryKind = Exclude<ReportKind, 'check_in' | 'hearsay'> | 'help';

const ICONS: Record<EntryKind, IconName> = {
  help: 'letter',
  departure: 'leave',
  change: 'change',
  home_visit: 'visit',
  return: 'back',
  yearly: 'book',
};

const AWAY: EntryKind[] = ['change', 'home_visit', 'return', 'yearly', 'departure', 'help'];
const AT_HOME: EntryKind[] = ['departure', 'yearly', 'change', 'home_visit', 'return', 'help'];

/** What somebody most likely wants to say comes first. Of whom nothing is known yet, this phone is likely away. */
function entriesFor(state: StandingState = 'floating'): EntryKind[] {
  return state === 'floating' || state === 'short_absence' || state === 'return_expected' ? AWAY : AT_HOME;
}

export function HomePage() {
  const me = signedIn.value;
  const waiting = unsent.value.length;
  useEffect(() => {
    refreshMine().catch((error: unknown) => {
      if (!(error instanceof Unreachable)) say(sentenceOf(error));
    });
  }, [waiting]);
  return me === null ? null : <Home me={me} />;
}

function Home({ me }: { me: Me }) {
  const { home, kinds, kindHints } = words.value;
  const standing = myStanding.value;
  const recent = lives.value.slice(0, 4);
  return (
    <div class="home">
      <header class="home-head">
        <p class="soft">{me.organization_name}</p>
        <h1 tabIndex={-1}>{home.comrade(me.name)}</h1>
        {standing === null ? <Loading /> : <StandingSentence standing={standing} />}
        {staleSince.value !== null && <p class="soft small">{home.asOf(momentInWords(staleSince.value))}</p>}
      </header>
      <div class="home-main stack">
        {me.consents_needed.includes('notice') && <ConsentCard me={me} />}
        <CheckIn me={me} />
        <OutboxLine />
        {/* Room is kept for the liaison of somebody away, so that nothing moves when the name arrives. */}
        <div class={standing?.away === null ? 'stack' : 'stack beside'}>
          {me.membership_id !== null && <Beside me={me} />}
        </div>
        {/* Unseen until the phone's copy is read, which takes no network: lines that change places are tapped in error. */}
        <nav class="entries" aria-label={home.entries} style={recalled.value ? '' : 'visibility:hidden'}>
          {entriesFor(standing?.state).map((kind) => (
            <a key={kind} href={kind === 'help' ? '/help' : `/report/${kind}`} class="entry">
              <Icon name={ICONS[kind]} />
              <span>
                <strong>{kinds[kind]}</strong>
                <span class="soft small">{kindHints[kind]}</span>
              </span>
              <Icon name="chevron" />
            </a>
          ))}
        </nav>
      </div>
      <section class="home-recent">
        <div class="row">
          <h2>{home.recent}</h2>
          {recent.length > 0 && (
            <a class="push soft small" href="/reports">
              {home.allReports}
            </a>
          )}
        </div>
        {recent.length === 0 ? (
          <Empty icon="book" title={home.noReports}>
            <p>{home.noReportsHint}</p>
          </Empty>
        ) : (
          <ul class="lives">
            {recent.map((life) => (
              <LifeRow key={life.id} life={life} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
