import { computed, signal } from '@preact/signals';
import { OfflineError, type OutboxItem } from '../../offline';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { deskWords } from '../../words/desk';
import { me } from '../auth/session';
import { handIn, offline, sent, unsent } from '../outbox/store';

/** How long an act of the desk rests here, so that it can be undone as if it had never been. */
export const UNDO_MS = 6_000;
const PREFIX = 'desk/';

export interface HeldAct {
  /** The line of the desk that it answers. */
  key: string;
  label: string;
  path: string;
  body: unknown;
}

/** Do something about a line of the desk: the line leaves at once, the act goes out when it can no longer be undone. */
export async function holdAct({ key, label, path, body }: HeldAct): Promise<void> {
  const person = me.value;
  if (person === null) return;
  try {
    const item = await handIn(person.account_id, { kind: PREFIX + key, label, path, body, holdMs: UNDO_MS });
    if (item.state === 'needs_you') say(item.problem?.title ?? '');
    // A browser that keeps nothing has sent it already: the line is not asked about again.
    if (item.state === 'sent') sentAtOnce.value = [...sentAtOnce.value, item];
  } catch (error) {
    say(sentenceOf(error));
  }
}

const sentAtOnce = signal<OutboxItem[]>([]);

/** What still rests here and can be undone, the newest last. */
export const resting = computed(() =>
  unsent.value.filter((item) => item.state === 'waiting' && (item.kind.startsWith(PREFIX) || item.kind === 'contact')),
);

/** The lines that were answered: those whose act lies here, and those whose act left after the list was read. */
export function answeredSince(readAt: number): { keys: Set<string>; contacted: Set<string> } {
  const waiting = unsent.value.filter((item) => item.state !== 'needs_you');
  const gone = [...sent.value, ...sentAtOnce.value].filter((item) => Date.parse(item.createdAt) >= readAt - UNDO_MS * 2);
  const keys = new Set<string>();
  const contacted = new Set<string>();
  for (const item of [...waiting, ...gone]) {
    if (item.kind.startsWith(PREFIX)) keys.add(item.kind.slice(PREFIX.length));
    const body = item.body as { member_ids?: string[]; outcome?: string } | null;
    if (item.kind === 'contact' && body?.outcome === 'reached') body.member_ids?.forEach((id) => contacted.add(id));
  }
  return { keys, contacted };
}

const told = new Set<string>();

/**
 * Say why an act was refused after its seconds were over; its line stands on the desk again.
 *
 * Where somebody else was first there is nothing left to do, so it leaves the outbox, too.
 */
export function tellRefused(): void {
  for (const item of unsent.value) {
    if (item.state !== 'needs_you' || !item.kind.startsWith(PREFIX) || told.has(item.id)) continue;
    told.add(item.id);
    say(item.problem?.title ?? '');
    if (item.problem?.status === 409 || item.problem?.status === 404) void offline.discard(item.id);
  }
}

/** A word that changes when an act of the desk has arrived, so that the list is read anew. */
export const arrivals = computed(
  () => `${sent.value.length}/${sentAtOnce.value.length}/${unsent.value.filter((item) => item.state === 'needs_you').length}`,
);

/** Undo the newest act, or the one that is named. */
export async function undo(item: OutboxItem | undefined = resting.value.slice(-1)[0]): Promise<void> {
  if (item === undefined) return;
  try {
    await offline.discard(item.id);
    say(deskWords.value.undone);
  } catch (error) {
    if (!(error instanceof OfflineError)) throw error;
    say(deskWords.value.tooLate);
  }
}
