import type { Locks } from '../hold';

/** The Web Locks of one browser: a tab that dies lets go of what it held and asked for. */
export class Browser {
  private holder: string | null = null;
  private readonly waiting: { tab: string; grant: () => void }[] = [];

  locksOf(tab: string): Locks {
    return {
      request: async (_name, { signal, steal }, work) => {
        if (this.holder !== null && !steal) {
          await new Promise<void>((grant, reject) => {
            this.waiting.push({ tab, grant });
            signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
          });
        }
        this.holder = tab;
        try {
          return await work();
        } finally {
          this.release(tab);
        }
      },
    };
  }

  kill(tab: string): void {
    const left = this.waiting.filter((request) => request.tab !== tab);
    this.waiting.splice(0, this.waiting.length, ...left);
    this.release(tab);
  }

  private release(tab: string): void {
    if (this.holder !== tab) return;
    const next = this.waiting.shift();
    this.holder = next?.tab ?? null;
    next?.grant();
  }
}
