import type { Receipt, Send, SendRequest } from '../types';

/** What the server, or the way to it, does with the next request. */
export type Mood = 'answer' | 'lose_answer' | 'no_network' | 'hang' | Response;

/** A server that keeps its promise: each key has its effect once and gets the same receipt ever after. */
export class Server {
  readonly requests: SendRequest[] = [];
  readonly receipts = new Map<string, Receipt>();
  /** How often a key had an effect. */
  readonly effects = new Map<string, number>();
  epoch = 1;
  private number = 0;
  private moods: Mood[] = [];
  mood: (request: SendRequest) => Mood = () => this.moods.shift() ?? 'answer';

  /** Plan the next answers; after them all is well. */
  will(...moods: Mood[]): void {
    this.moods = moods;
  }

  readonly send: Send = async (request) => {
    this.requests.push(request);
    const mood = this.mood(request);
    if (mood === 'no_network') throw new TypeError('Failed to fetch');
    if (mood === 'hang') return new Promise<Response>(() => undefined);
    if (mood instanceof Response) return mood.clone();
    const receipt = this.store(request.idempotencyKey);
    if (mood === 'lose_answer') throw new TypeError('Failed to fetch');
    return Response.json(receipt, { status: 201 });
  };

  /** Come back from a backup that holds nothing. */
  restore(): void {
    this.epoch += 1;
    this.number = 0;
    this.receipts.clear();
    this.effects.clear();
  }

  get keys(): string[] {
    return this.requests.map((request) => request.idempotencyKey);
  }

  private store(key: string): Receipt {
    const known = this.receipts.get(key);
    if (known) return known;
    this.number += 1;
    this.effects.set(key, (this.effects.get(key) ?? 0) + 1);
    const receipt = {
      id: crypto.randomUUID(), epoch: this.epoch, organization_id: 'qinghe', number: this.number,
      state: 'submitted', recorded_at: '2026-11-23T16:00:00.000000+08:00',
    };
    this.receipts.set(key, receipt);
    return receipt;
  }
}

/** A refusal as the API writes it. */
export function refuse(status: number, code: string, more: { headers?: HeadersInit; errors?: object } = {}): Response {
  return new Response(
    JSON.stringify({ type: `/problems/${code}`, title: '这一项填得不对', status, code, errors: more.errors }),
    { status, headers: { 'Content-Type': 'application/problem+json', ...more.headers } },
  );
}

export const DEPARTURE = {
  kind: 'departure', label: '外出报告', path: '/reports', body: { kind: 'departure', note: '去东莞长安镇打工' },
};
export const CHECK_IN = { kind: 'check_in', label: '报平安', path: '/reports', body: { kind: 'check_in' } };
