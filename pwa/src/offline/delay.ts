const FIRST = 2_000;
const LONGEST = 300_000;
/** A longer Retry-After, or a wait beyond it, is a wrong clock rather than a wish. */
const LONGEST_WISH = 86_400_000;

/**
 * How long to wait, in milliseconds, after the given number of failed attempts: doubling from two
 * seconds to five minutes, spread by `chance` (0 to 1) so that a village coming back online does not
 * knock at once, and never shorter than the server wished.
 */
export function delayAfter(attempts: number, chance: number, wish: number | null): number {
  const doubled = Math.min(LONGEST, FIRST * 2 ** (attempts - 1));
  return Math.max(doubled * (0.5 + chance / 2), Math.min(wish ?? 0, LONGEST_WISH));
}

/** Whether a wait is over; one that a clock set back has made endless is over too. */
export function isDue(notBefore: number, now: number): boolean {
  return notBefore <= now || notBefore > now + LONGEST_WISH;
}

/** Read a Retry-After header, seconds or a date, as milliseconds from now. */
export function readRetryAfter(header: string | null, now: Date): number | null {
  if (!header) return null;
  const wish = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isNaN(wish) ? null : Math.max(0, wish);
}
