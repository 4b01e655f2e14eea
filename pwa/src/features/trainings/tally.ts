import type { RollLine, Training, Way } from '../../api/trainings';

/** What the list counts while somebody ticks it; the server counts again when it is saved. */
export interface Tally {
  due: number;
  present: number;
  mayVote: number;
  votes: number;
  observers: number;
}

const EVERYBODY_DUE = new Set(['general_meeting', 'committee']);

type Local = Pick<Training, 'kind' | 'video_counts_as_present' | 'video_counts_as_vote' | 'away_members_due'>;

/** Whether a member is due when they take part in this way: somebody away or frail is when they come. */
export function isDue(line: RollLine, way: Way | null, local: Local): boolean {
  const { why_not_due: why } = line;
  if (why === 'outside' || why === 'suspended' || why === 'excluded') return false;
  if (EVERYBODY_DUE.has(local.kind) || comes(way, local)) return true;
  if (line.away && !line.at_home && !local.away_members_due) return false;
  return !line.exempt;
}

function comes(way: Way | null, local: Local): boolean {
  return way === 'hall' || (way === 'video' && local.video_counts_as_present);
}

export function tally(lines: RollLine[], wayOf: (line: RollLine) => Way | null, local: Local): Tally {
  const found: Tally = { due: 0, present: 0, mayVote: 0, votes: 0, observers: 0 };
  for (const line of lines) {
    const way = wayOf(line);
    const due = isDue(line, way, local);
    const isIn = way === 'hall' || way === 'video';
    if (!due || (isIn && !comes(way, local))) found.observers += isIn ? 1 : 0;
    if (!due) continue;
    found.due += 1;
    found.present += comes(way, local) ? 1 : 0;
    if (line.probationary) continue;
    found.mayVote += 1;
    found.votes += way === 'hall' || (way === 'video' && local.video_counts_as_vote) ? 1 : 0;
  }
  return found;
}

/** How many with a vote a meeting needs, when its list stands as it does now; null where nothing is asked. */
export function neededNow(training: Training, now: Tally): number | null {
  if (training.figures.quorum_needed === null) return null;
  // Ticks change who is due only where nobody votes; the server's number holds for the others.
  return now.mayVote === training.figures.may_vote ? training.figures.quorum_needed : Math.floor(now.mayVote / 2) + 1;
}
