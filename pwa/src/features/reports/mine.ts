import { computed, signal } from '@preact/signals';
import { readMember } from '../../api/members';
import { readStanding } from '../../api/standing';
import { listReports } from '../../api/reports';
import type { Member, Report, Standing } from '../../api/types';
import { session } from '../auth/session';
import { offline, sent, unsent } from '../outbox/store';
import { mergeLives } from './life';

const reports = signal<Report[]>([]);

/** My record as the server or, without a network, this phone last knew it. */
export const mine = signal<Member | null>(null);
/** Where I stand: at home, away, waiting for the secretary. */
export const myStanding = signal<Standing | null>(null);
/** Since when the shown content is old; null while it is fresh. */
export const staleSince = signal<string | null>(null);
/** Whether this phone has said what it knows of me; until then nothing that depends on it is shown. */
export const recalled = signal(false);

/** My reports wherever they are, newest first. */
export const lives = computed(() => mergeLives(unsent.value, sent.value, reports.value));

interface Kept {
  member: Member;
  standing: Standing;
  reports: Report[];
}

/** Read my record and my reports: from the phone at once, from the server as soon as it answers. */
export async function refreshMine(): Promise<void> {
  const now = session.peek();
  if (now.state !== 'in') return;
  const id = now.me.membership_id;
  if (id === null) {
    recalled.value = true;
    return;
  }
  let age = staleSince.peek();
  if (mine.peek() === null || mine.peek()?.id !== id) {
    const kept = await offline.cache.get<Kept>('mine');
    mine.value = kept?.value.member ?? null;
    myStanding.value = kept?.value.standing ?? null;
    reports.value = kept?.value.reports ?? [];
    age = kept?.at ?? null;
  }
  recalled.value = true;
  const [member, standing, page] = await Promise.all([readMember(id), readStanding(id), listReports(id)]).catch((error: unknown) => {
    // Not before: a line that comes and goes while the server answers would push the page down and up again.
    staleSince.value = age;
    throw error;
  });
  mine.value = member;
  myStanding.value = standing;
  reports.value = page.items;
  staleSince.value = null;
  await offline.cache.put('mine', { member, standing, reports: page.items } satisfies Kept);
}
