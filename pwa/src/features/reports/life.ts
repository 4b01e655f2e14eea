import type { Report, ReportKind, ReportState } from '../../api/types';
import type { OutboxItem } from '../../offline';

/** The three words that a member follows: 在手机里 → 已送达 → 已受理, and what may come between. */
export type LifeStage = 'on_phone' | 'sending' | 'needs_you' | 'arrived' | 'accepted' | 'sent_back' | 'withdrawn';

export interface ReportLife {
  id: string;
  kind: ReportKind;
  /** When it was written, as an instant. */
  at: string;
  stage: LifeStage;
  receiptNumber: number | null;
  /** Why it came back, in the secretary's or the server's words. */
  reason: string | null;
  outboxId: string | null;
  report: Report | null;
}

const STAGE_OF_STATE: Record<ReportState, LifeStage> = {
  submitted: 'arrived',
  accepted: 'accepted',
  sent_back: 'sent_back',
  withdrawn: 'withdrawn',
};

const STAGE_OF_ITEM: Record<OutboxItem['state'], LifeStage> = {
  waiting: 'on_phone',
  sending: 'sending',
  needs_you: 'needs_you',
  sent: 'arrived',
};

/** The report that an item corrects; null for a new report. */
export function correctedBy(item: OutboxItem): string | null {
  return item.method === 'PATCH' ? (item.path.split('/')[2] ?? null) : null;
}

function idOf(item: OutboxItem): string {
  if (item.receipt !== undefined) return item.receipt.id;
  const corrected = correctedBy(item);
  if (corrected !== null) return corrected;
  const minted = (item.body as { id?: unknown } | null)?.id;
  return typeof minted === 'string' ? minted : item.id;
}

function lifeOfItem(item: OutboxItem): ReportLife {
  const accepted = item.receipt?.state === 'accepted';
  const { problem } = item;
  return {
    id: idOf(item),
    kind: item.kind as ReportKind,
    at: item.createdAt,
    stage: accepted ? 'accepted' : STAGE_OF_ITEM[item.state],
    receiptNumber: item.receipt?.number ?? null,
    reason: problem === undefined ? null : (Object.values(problem.errors ?? {}).flat()[0] ?? problem.title),
    outboxId: item.id,
    report: null,
  };
}

function lifeOfReport(report: Report): ReportLife {
  return {
    id: report.id,
    kind: report.kind,
    at: report.recorded_at,
    stage: STAGE_OF_STATE[report.state],
    receiptNumber: null,
    reason: report.decision_reason,
    outboxId: null,
    report,
  };
}

/**
 * Lay what is on the phone over what the server knows, newest first, each report once.
 *
 * The server's word wins over a receipt; what is still unsent wins over the server, because it is newer.
 */
export function mergeLives(unsent: OutboxItem[], sent: OutboxItem[], reports: Report[]): ReportLife[] {
  const lives = new Map<string, ReportLife>();
  for (const item of sent) if (isReport(item)) lives.set(idOf(item), lifeOfItem(item));
  for (const report of reports) {
    const receiptNumber = lives.get(report.id)?.receiptNumber ?? null;
    lives.set(report.id, { ...lifeOfReport(report), receiptNumber });
  }
  for (const item of unsent) if (isReport(item)) lives.set(idOf(item), lifeOfItem(item));
  return [...lives.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function isReport(item: OutboxItem): boolean {
  return item.path === '/reports' || item.path.startsWith('/reports/');
}
