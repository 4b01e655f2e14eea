import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { adopt, bindTo, whenSessionEnds } from './access';
import { sendOutboxRequest, transport } from './transport';
import { Unreachable } from './problem';
import type { SignedIn } from './types';

const seen: string[] = [];
let answers: Record<string, () => Response | Promise<Response>> = {};
const ended = vi.fn<() => void>();

function signedIn(account: string, token: string): SignedIn {
  return { access_token: token, token_type: 'Bearer', expires_in: 900, me: { account_id: account } } as SignedIn;
}

function item(accountId: string) {
  return { accountId, method: 'POST', path: '/reports', body: {}, idempotencyKey: 'k-1' };
}

beforeEach(() => {
  seen.length = 0;
  ended.mockReset();
  whenSessionEnds(ended);
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request = typeof input === 'string' ? new Request(new URL(input, location.origin), init) : input;
    const path = new URL(request.url).pathname;
    seen.push(`${path} ${request.headers.get('Authorization') ?? 'nobody'}`);
    return answers[path]?.() ?? Response.json({});
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  bindTo(null);
  answers = {};
});

test('a token that ran out is renewed once, and the request goes again', async () => {
  adopt(signedIn('a-chen', 'old'));
  answers['/api/v1/auth/refresh'] = () => Response.json(signedIn('a-chen', 'new'));
  answers['/api/v1/desk'] = () => new Response(null, { status: seen.length > 1 ? 200 : 401 });
  const response = await transport(new Request(`${location.origin}/api/v1/desk`));
  expect(response.status).toBe(200);
  expect(seen).toEqual(['/api/v1/desk Bearer old', '/api/v1/auth/refresh nobody', '/api/v1/desk Bearer new']);
});

test('a session that the server has ended is told, not repeated', async () => {
  adopt(signedIn('a-chen', 'old'));
  answers['/api/v1/auth/refresh'] = () => new Response(null, { status: 401 });
  answers['/api/v1/desk'] = () => new Response(null, { status: 401 });
  expect((await transport(new Request(`${location.origin}/api/v1/desk`))).status).toBe(401);
  expect(ended).toHaveBeenCalledOnce();
});

test('on a shared phone the other person’s cookie never carries my unsent report', async () => {
  bindTo('a-chen');
  answers['/api/v1/auth/refresh'] = () => Response.json(signedIn('a-wang', 'hers'));
  expect((await sendOutboxRequest(item('a-chen'))).status).toBe(401);
  expect(seen).toEqual(['/api/v1/auth/refresh nobody']);
});

test('without a network nothing is ended and the sender hears that no answer came', async () => {
  bindTo('a-chen');
  answers['/api/v1/auth/refresh'] = () => Promise.reject(new TypeError('no network'));
  await expect(sendOutboxRequest(item('a-chen'))).rejects.toBeInstanceOf(Unreachable);
  expect(ended).not.toHaveBeenCalled();
});
