import { computed, signal } from '@preact/signals';
import { bindTo, forgetAccess, renewAccess, whenSessionEnds, whenSignedIn } from '../../api/access';
import { readJournalHeads, signOut } from '../../api/auth';
import { Unreachable } from '../../api/problem';
import type { Me } from '../../api/types';
import { OfflineError, type KnownAccount } from '../../offline';
import { later } from '../../ui/later';
import { language } from '../../words/language';
import { offline } from '../outbox/store';
import { firstPage, hasRole } from './roles';

export type Session =
  | { state: 'opening' }
  | { state: 'out'; reason: 'nobody' | 'ended' | 'idle' | 'unreachable' }
  | { state: 'in'; me: Me; live: boolean };

const STAFF_IDLE_MS = 30 * 60_000;
/** Set while the app waits for a password although the cookie would still open it. */
const LOCKED = 'lxq-locked';
/** Where whoever is signed in here begins. */
export const FIRST_PAGE = 'lxq-first';

export const session = signal<Session>({ state: 'opening' });
export const me = computed(() => (session.value.state === 'in' ? session.value.me : null));
/** The accounts that were open on this phone before, for the sign-in page. */
export const known = signal<KnownAccount[]>([]);

/** Open the store of an account; a phone that can keep nothing still works with the server. */
async function openStore(accountId: string): Promise<void> {
  try {
    await offline.open(accountId);
  } catch (error) {
    if (!(error instanceof OfflineError)) throw error;
  }
}

async function enter(person: Me): Promise<void> {
  localStorage.removeItem(LOCKED);
  localStorage.setItem(FIRST_PAGE, firstPage(person));
  await openStore(person.account_id);
  const entered: Session = { state: 'in', me: person, live: true };
  session.value = entered;
  await offline.remember({
    accountId: person.account_id,
    name: person.name,
    ...(person.organization_name === null ? {} : { organizationName: person.organization_name }),
  });
  await offline.cache.put('me', person);
  await later();
  if (session.peek() !== entered) return;
  await readJournalHeads().then(
    (heads) => offline.reconcile(heads.items),
    () => undefined,
  );
  // Kept ahead of time, so that a place can be chosen without a network.
  await import('../regions/regions').then((regions) => regions.loadRegions()).catch(() => undefined);
}

whenSignedIn((signedIn) => void enter(signedIn.me));
whenSessionEnds(() => {
  if (session.peek().state === 'in') endSession('ended');
});

/** Find out who is here: ask the server; without a network open what this phone knows. */
export async function openSession(): Promise<void> {
  const remembered = offline.knownAccounts().then((accounts) => {
    known.value = accounts;
  });
  const locked = localStorage.getItem(LOCKED);
  if (locked !== null) {
    await remembered;
    session.value = { state: 'out', reason: locked === 'idle' ? 'idle' : 'nobody' };
    return;
  }
  try {
    const renewed = await renewAccess(language.value);
    await remembered;
    if (renewed === null) session.value = { state: 'out', reason: known.value.length > 0 ? 'ended' : 'nobody' };
  } catch (error) {
    await remembered;
    const [only, ...others] = known.value;
    if (error instanceof Unreachable && only !== undefined && others.length === 0) await openFromPhone(only.accountId);
    else session.value = { state: 'out', reason: 'unreachable' };
  }
}

/** Open an account with what lies on this phone; its token has to come later. */
export async function openFromPhone(accountId: string): Promise<void> {
  bindTo(accountId);
  await openStore(accountId);
  const kept = await offline.cache.get<Me>('me');
  session.value =
    kept === undefined
      ? { state: 'out', reason: 'unreachable' }
      : { state: 'in', me: kept.value, live: false };
}

/** Try to get from the phone's own copy to the server; a refusal leads to the sign-in page. */
export async function reconnect(): Promise<void> {
  const now = session.peek();
  if (now.state !== 'in' || now.live) return;
  try {
    const renewed = await renewAccess(language.value);
    if (renewed === null) endSession('ended');
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
}

/** Show nothing more of this account and keep everything that lies on the phone. */
export function endSession(reason: 'ended' | 'idle'): void {
  offline.lock();
  forgetAccess();
  session.value = { state: 'out', reason };
  void offline.knownAccounts().then((accounts) => {
    known.value = accounts;
  });
}

/** Sign out on this phone: what it holds of the account is destroyed. Works without a network, except everywhere. */
export async function leave(everywhere: boolean): Promise<void> {
  try {
    await signOut(everywhere);
  } catch (error) {
    if (everywhere || !(error instanceof Unreachable)) throw error;
    localStorage.setItem(LOCKED, 'left');
  }
  await offline.wipe().catch((error: unknown) => {
    if (!(error instanceof OfflineError)) throw error;
  });
  forgetAccess();
  localStorage.removeItem(FIRST_PAGE);
  known.value = await offline.knownAccounts();
  session.value = { state: 'out', reason: 'nobody' };
}

/** Lock the app for staff who have not touched it for half an hour. */
export function watchIdleness(): void {
  let touchedAt = Date.now();
  const touched = (): void => {
    touchedAt = Date.now();
  };
  for (const event of ['pointerdown', 'keydown', 'scroll']) addEventListener(event, touched, { passive: true });
  setInterval(() => {
    const now = session.peek();
    if (now.state !== 'in' || Date.now() - touchedAt < STAFF_IDLE_MS) return;
    if (!hasRole(now.me, 'officer', 'secretary', 'recorder', 'auditor', 'admin')) return;
    localStorage.setItem(LOCKED, 'idle');
    endSession('idle');
  }, 60_000);
}
