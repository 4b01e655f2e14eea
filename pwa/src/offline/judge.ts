import { readRetryAfter } from './delay';
import type { Problem, Receipt } from './types';

/** What an answer means for the item it answers. */
export type Verdict =
  | { kind: 'delivered'; receipt: Receipt }
  | { kind: 'sign_in'; problem: Problem }
  | { kind: 'later'; waitsFor: 'network' | 'server'; wish: number | null; problem?: Problem }
  | { kind: 'needs_you'; problem: Problem };

export const NO_ANSWER: Verdict = { kind: 'later', waitsFor: 'network', wish: null };

/** Too slow, too early, too many: the same request may pass later. */
const PASSING = new Set([408, 425, 429]);

/** Judge an answer; only a receipt delivers, whatever the status says. */
export async function judge(response: Response, now: Date): Promise<Verdict> {
  const { status } = response;
  const body = parse(await response.text());
  const receipt = readReceipt(body);
  if (response.ok && receipt) return { kind: 'delivered', receipt };

  const problem = readProblem(body, status);
  if (status === 401) return { kind: 'sign_in', problem };
  const wish = readRetryAfter(response.headers.get('Retry-After'), now);
  // The first sending of the same key is still at work, so its receipt will come.
  const inProgress = status === 409 && (wish !== null || problem.code.endsWith('in_progress'));
  if (status >= 400 && status < 500 && !PASSING.has(status) && !inProgress) return { kind: 'needs_you', problem };
  return { kind: 'later', waitsFor: 'server', wish, problem };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // A page of some proxy or hotel network rather than our server.
    return {};
  }
}

function readReceipt(body: Record<string, unknown>): Receipt | null {
  const { id, epoch, number } = body;
  if (typeof id !== 'string' || typeof epoch !== 'number' || typeof number !== 'number') return null;
  return {
    id,
    epoch,
    organization_id: readText(body['organization_id']),
    number,
    state: readText(body['state']),
    recorded_at: readText(body['recorded_at']),
  };
}

function readProblem(body: Record<string, unknown>, status: number): Problem {
  const errors = body['errors'];
  return {
    code: readText(body['code']) || `http_${status}`,
    title: readText(body['title']),
    ...(typeof errors === 'object' && errors !== null && { errors: errors as Record<string, string[]> }),
    status,
  };
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
