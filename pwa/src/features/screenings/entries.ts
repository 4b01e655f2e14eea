import type { ScreeningFindingInput, ScreeningLine } from '../../api/screenings';
import type { OutboxItem } from '../../offline';

/** What this phone still holds about a member of a round, or has just handed in. */
export interface Kept {
  itemId: string;
  stage: 'on_phone' | 'stuck' | 'arrived';
  /** Why the server did not take it. */
  reason: string | null;
  body: ScreeningFindingInput;
}

export interface Entry {
  line: ScreeningLine;
  state: ScreeningLine['state'];
  kept: Kept | null;
}

/** Lay what lies on this phone over what the server knows; who is missing stands first, in the order of the names. */
export function overlay(lines: ScreeningLine[], roundId: string, unsent: OutboxItem[], sent: OutboxItem[]): Entry[] {
  const entries = lines.map((line): Entry => {
    const kept = unsent.map((item) => keptOf(item, line, roundId)).find((one) => one !== null) ?? null;
    const arrived = kept ?? (line.finding === null ? arrivedOf(sent, line, roundId) : null);
    const done = line.state === 'missing' && arrived !== null && arrived.stage !== 'stuck';
    return { line, state: done ? 'done' : line.state, kept: arrived };
  });
  return [
    ...entries.filter((entry) => entry.state === 'missing'),
    ...entries.filter((entry) => entry.state === 'done'),
    ...entries.filter((entry) => entry.state === 'left'),
  ];
}

function arrivedOf(sent: OutboxItem[], line: ScreeningLine, roundId: string): Kept | null {
  return sent.map((item) => keptOf(item, line, roundId)).find((one) => one !== null) ?? null;
}

function keptOf(item: OutboxItem, line: ScreeningLine, roundId: string): Kept | null {
  const body = item.body as ScreeningFindingInput | null;
  const isNew = item.path === `/screenings/${roundId}/findings` && body?.member_id === line.member_id;
  const corrects = line.finding !== null && item.path === `/screenings/findings/${line.finding.id}`;
  if (body === null || !(isNew || corrects)) return null;
  const reasons = Object.values(item.problem?.errors ?? {}).flat();
  return {
    itemId: item.id,
    stage: item.state === 'needs_you' ? 'stuck' : item.state === 'sent' ? 'arrived' : 'on_phone',
    reason: item.problem === undefined ? null : (reasons.find((one) => typeof one === 'string') ?? item.problem.title),
    body,
  };
}

/** The next member who is missing, after the one at hand; from the start again at the end. */
export function nextMissing(entries: Entry[], after: string | null): string | null {
  const missing = entries.filter((entry) => entry.state === 'missing').map((entry) => entry.line);
  const names = missing.map((line) => line.member_id);
  if (after === null || !names.includes(after)) return names[0] ?? null;
  return names[(names.indexOf(after) + 1) % names.length] ?? null;
}

/** The member above or below in the list. */
export function beside(entries: Entry[], at: string | null, step: 1 | -1): string | null {
  const ids = entries.map((entry) => entry.line.member_id);
  const index = at === null ? -1 : ids.indexOf(at);
  const next = Math.min(Math.max(index + step, 0), ids.length - 1);
  return ids[next] ?? null;
}
