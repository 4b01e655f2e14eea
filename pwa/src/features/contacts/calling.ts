/** The call that left this page: kept for the question on coming back, also when the phone dropped the page meanwhile. */
export interface Calling {
  memberId: string;
  whom: 'member' | 'family';
  /** The instant at which it began. */
  at: string;
}

const KEPT_AS = 'lxq-calling';
const FORGOTTEN_AFTER_MS = 2 * 3_600_000;

export function callUnderWay(now = Date.now()): Calling | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? 'null') as Calling | null;
    return kept !== null && now - Date.parse(kept.at) < FORGOTTEN_AFTER_MS ? kept : null;
  } catch {
    return null;
  }
}

export function beginCall(memberId: string, whom: Calling['whom']): Calling {
  const calling = { memberId, whom, at: new Date().toISOString() };
  sessionStorage.setItem(KEPT_AS, JSON.stringify(calling));
  return calling;
}

export function endCall(): void {
  sessionStorage.removeItem(KEPT_AS);
}
