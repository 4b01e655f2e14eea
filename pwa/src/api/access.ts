import { problemFrom, Unreachable } from './problem';
import type { SignedIn } from './types';

/**
 * The access token lives in this module's memory and nowhere else; the refresh token is an HttpOnly cookie
 * that scripts never see.
 */
let accessToken: string | null = null;
let boundAccount: string | null = null;
let onSignedIn: (signedIn: SignedIn) => void = () => undefined;
let onEnded: () => void = () => undefined;

/** Tell who wants to know about each new pair of token and person. */
export function whenSignedIn(listener: (signedIn: SignedIn) => void): void {
  onSignedIn = listener;
}

/** Tell who wants to know that the server no longer knows this session: ended, idle, or revoked. */
export function whenSessionEnds(listener: () => void): void {
  onEnded = listener;
}

/** Ask for a new access token in the middle of work; says whether there is one now. */
export async function keepAccess(language: string, stale: string | null): Promise<boolean> {
  const kept = (await renewAccess(language, stale)) !== null;
  if (!kept) onEnded();
  return kept;
}

/** Take over an answer of the server that signs somebody in. */
export function adopt(signedIn: SignedIn): void {
  accessToken = signedIn.access_token;
  boundAccount = signedIn.me.account_id;
  onSignedIn(signedIn);
}

/**
 * Bind this page to an account that was opened without the server. On a shared phone the cookie may belong
 * to somebody else; their token must never carry this account's unsent reports.
 */
export function bindTo(accountId: string | null): void {
  accessToken = null;
  boundAccount = accountId;
}

/** Forget the token and who it belonged to. */
export function forgetAccess(): void {
  bindTo(null);
}

export function currentToken(): string | null {
  return accessToken;
}

/** Whose token this page holds; null while it holds none. */
export function accountOfToken(): string | null {
  return accessToken === null ? null : boundAccount;
}

async function underLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  // Hidden over plain HTTP and missing before iOS 15.4.
  const locks = navigator.locks as LockManager | null | undefined;
  return locks ? (locks.request(name, work) as Promise<T>) : work();
}

/**
 * Ask for a new access token with the cookie; one tab and one request at a time.
 *
 * Answers null when the server says that nobody is signed in (or somebody else is).
 * @throws Unreachable without an answer.
 */
export function renewAccess(language: string, stale: string | null = null): Promise<SignedIn | 'renewed' | null> {
  return underLock('lxq-refresh', async () => {
    if (accessToken !== null && accessToken !== stale) return 'renewed';
    const response = await fetch('/api/v1/auth/refresh', {
      method: 'POST',
      headers: { 'Accept-Language': language },
    }).catch(() => {
      throw new Unreachable();
    });
    if (response.status >= 500) throw new Unreachable();
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      if (response.status === 401 || response.status === 403) return null;
      throw problemFrom(response, body);
    }
    const signedIn = body as SignedIn;
    if (boundAccount !== null && signedIn.me.account_id !== boundAccount) return null;
    adopt(signedIn);
    return signedIn;
  });
}
