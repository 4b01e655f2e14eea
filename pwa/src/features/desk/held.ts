import { computed, effect, signal } from '@preact/signals';
import { Problem } from '../../api/problem';
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
  /** Called where it is undone. */
  undone?: () => void;
}

/**
 * Do something about a line of the desk: the line leaves at once, the act goes out when it can no longer be undone.
 *
 * It rests on the disk of this phone, so that closing the page loses nothing; leaving the desk sends it.
 * @throws what was refused, where this browser keeps nothing and it was sent at once.
 */
export async function holdAct({ key, label, path, body, undone }: HeldAct): Promise<void> {
  const person = me.value;
  if (person === null) return;
  const refusedBefore = unsent.value.filter((item) => item.state === 'needs_you' && item.kind === PREFIX + key);
  const item = await handIn(person.account_id, { kind: PREFIX + key, label, path, body, holdMs: UNDO_MS });
  if (undone !== undefined) whenUndone.set(item.id, undone);
  if (item.state === 'needs_you') {
    const { status = 0, code = '', title = '', errors } = item.problem ?? {};
    throw new Problem(status, code, title, errors);
  }
  // A browser that keeps nothing has sent it already: the line is not asked about again.
  if (item.state === 'sent') {
    arrivedAt.set(item.id, Date.now());
    sentAtOnce.value = [...sentAtOnce.value, item];
  }
  // What was not taken before is answered by this.
  await Promise.all(refusedBefore.map((old) => offline.discard(old.id).catch(() => undefined)));
}

/** Do something that one tap does: where it is not taken, say why. */
export async function doAct(act: HeldAct): Promise<boolean> {
  try {
    await holdAct(act);
    return true;
  } catch (error) {
    say(sentenceOf(error));
    return false;
  }
}

const sentAtOnce = signal<OutboxItem[]>([]);
const whenUndone = new Map<string, () => void>();

/** What still rests here and can be undone, the newest last. */
export const resting = computed(() =>
  unsent.value.filter((item) => item.state === 'waiting' && (item.kind.startsWith(PREFIX) || item.kind === 'contact')),
);

/** When the receipt of an act came, as far as this page saw it leave: a list that was read before does not know it. */
const arrivedAt = new Map<string, number>();
const leaving = new Set<string>();

effect(() => {
  for (const { id } of sent.value) if (leaving.delete(id)) arrivedAt.set(id, Date.now());
  for (const { id } of unsent.value) leaving.add(id);
});

/** The lines that were answered: those whose act lies here, and those whose act arrived after the list was read. */
export function answeredSince(readAt: number): { keys: Set<string>; contacted: Set<string> } {
  const waiting = unsent.value.filter((item) => item.state !== 'needs_you');
  const gone = [...sent.value, ...sentAtOnce.value].filter((item) => (arrivedAt.get(item.id) ?? -1) >= readAt);
  const keys = new Set<string>();
  const contacted = new Set<string>();
  for (const item of [...waiting, ...gone]) {
    if (item.kind.startsWith(PREFIX)) keys.add(item.kind.slice(PREFIX.length));
    const body = item.body as { member_ids?: string[]; outcome?: string } | null;
    if (item.kind === 'contact' && body?.outcome === 'reached') body.member_ids?.forEach((id) => contacted.add(id));
  }
  return { keys, contacted };
}

/** Why an act was not taken, by the line that it was about: it stands there until somebody does something else. */
export const refused = computed(
  () =>
    new Map(
      unsent.value
        .filter((item) => item.state === 'needs_you' && item.kind.startsWith(PREFIX))
        .map((item) => [item.kind.slice(PREFIX.length), whyOf(item)]),
    ),
);

function whyOf({ problem }: OutboxItem): string {
  return Object.values(problem?.errors ?? {}).flat()[0] ?? problem?.title ?? '';
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
    say(deskWords.value.refused(whyOf(item)));
    if (item.problem?.status === 409 || item.problem?.status === 404) void offline.discard(item.id);
  }
}

/** A word that changes when an act of the desk has arrived, so that the list is read anew. */
export const arrivals = computed(
  () => `${sent.value.length}/${sentAtOnce.value.length}/${unsent.value.filter((item) => item.state === 'needs_you').length}`,
);

/** Undo the newest act, or the one that is named; what one tap sent to several places goes together. */
export async function undo(item: OutboxItem | undefined = resting.value.slice(-1)[0]): Promise<void> {
  if (item === undefined) return;
  try {
    const together = resting.value.filter(
      (one) => one.id === item.id || (one.kind.startsWith(PREFIX) && one.kind === item.kind && one.label === item.label),
    );
    for (const part of together) {
      await offline.discard(part.id);
      whenUndone.get(part.id)?.();
    }
    say(deskWords.value.undone);
  } catch (error) {
    if (!(error instanceof OfflineError)) throw error;
    say(deskWords.value.tooLate);
  }
}
