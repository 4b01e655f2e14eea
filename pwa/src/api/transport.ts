import type { SendRequest } from '../offline';
import { language } from '../words/language';
import { accountOfToken, currentToken, keepAccess } from './access';
import { Unreachable } from './problem';

export const API_BASE = '/api/v1';

function carrying(request: Request): Request {
  const copy = request.clone();
  const token = currentToken();
  if (token !== null) copy.headers.set('Authorization', `Bearer ${token}`);
  copy.headers.set('Accept-Language', language.value);
  return copy;
}

async function attempt(request: Request): Promise<Response> {
  return fetch(carrying(request)).catch(() => {
    throw new Unreachable();
  });
}

function needsNoToken(request: Request): boolean {
  return /\/auth\/(sign-in|invitation-|notice)/.test(request.url) || request.url.endsWith('/regions');
}

/** The app's only way to the server: adds the access token and renews it once when it has run out. */
export async function transport(request: Request): Promise<Response> {
  if (needsNoToken(request)) return attempt(request);
  const used = currentToken();
  if (used === null) await keepAccess(language.value, null);
  const response = await attempt(request);
  if (response.status !== 401 || used === null) return response;
  return (await keepAccess(language.value, used)) ? attempt(request) : response;
}

/** Carry one item of the outbox to the server, under the key that was minted when it was written. */
export async function sendOutboxRequest(request: SendRequest): Promise<Response> {
  const headers = new Headers({
    Accept: 'application/json',
    'Content-Type': 'application/json',
    'Idempotency-Key': request.idempotencyKey,
  });
  if (request.ifMatch !== undefined) headers.set('If-Match', request.ifMatch);
  if (currentToken() === null) await keepAccess(language.value, null);
  if (accountOfToken() !== request.accountId) return new Response(null, { status: 401 });
  const { method, body } = request;
  return transport(new Request(API_BASE + request.path, { method, headers, body: JSON.stringify(body) }));
}
