/** A clock that tests turn themselves. */
export class Clock {
  private time = Date.parse('2026-11-23T08:00:00Z');
  readonly now = (): Date => new Date(this.time);

  pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}
