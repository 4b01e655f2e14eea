import { client, contentOf, once } from './client';
import type { components } from './schema';
import type { Receipt } from './types';

type Shapes = components['schemas'];
export type Webhook = Shapes['Webhook'];
export type NewWebhook = Shapes['WebhookIn'];
export type WebhookChanges = Shapes['WebhookChanges'];
export type WebhookReceipt = Shapes['WebhookReceipt'];
export type DeadLetter = Shapes['DeadLetter'];

export function listWebhooks(): Promise<{ items: Webhook[] }> {
  return contentOf(client.GET('/api/v1/webhooks', {}));
}

export function readWebhook(id: string): Promise<Webhook> {
  return contentOf(client.GET('/api/v1/webhooks/{webhook_id}', { params: { path: { webhook_id: id } } }));
}

export function createWebhook(body: NewWebhook): Promise<WebhookReceipt> {
  return contentOf(client.POST('/api/v1/webhooks', { params: { header: once() }, body }));
}

export function changeWebhook(webhook: Webhook, body: WebhookChanges): Promise<Receipt> {
  const params = { path: { webhook_id: webhook.id }, header: { ...once(), 'If-Match': `"${webhook.version}"` } };
  return contentOf(client.PATCH('/api/v1/webhooks/{webhook_id}', { params, body }));
}

export function rotateSecret(id: string, overlapHours: number): Promise<WebhookReceipt> {
  const body = { overlap_hours: overlapHours };
  return contentOf(client.POST('/api/v1/webhooks/{webhook_id}/rotations', { params: of(id), body }));
}

export function testWebhook(id: string): Promise<Shapes['WebhookTestReceipt']> {
  return contentOf(client.POST('/api/v1/webhooks/{webhook_id}/tests', { params: of(id) }));
}

export function pauseWebhook(id: string): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/webhooks/{webhook_id}/pause', { params: of(id) }));
}

export function resumeWebhook(id: string): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/webhooks/{webhook_id}/resumption', { params: of(id) }));
}

export function endWebhook(id: string): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/webhooks/{webhook_id}/ending', { params: of(id) }));
}

export function listDeadLetters(id: string): Promise<{ items: DeadLetter[]; next_cursor: string | null }> {
  const params = { path: { webhook_id: id }, query: { limit: 50 } };
  return contentOf(client.GET('/api/v1/webhooks/{webhook_id}/dead-letters', { params }));
}

/** Send again: one, or all that were laid aside since a moment. */
export function replayDeadLetters(
  id: string,
  which: { letter: string } | { since: string },
): Promise<Shapes['ReplayReceipt']> {
  const body = 'letter' in which ? { dead_letter_ids: [which.letter] } : { dead_letter_ids: [], since: which.since };
  return contentOf(client.POST('/api/v1/webhooks/{webhook_id}/replays', { params: of(id), body }));
}

function of(id: string) {
  return { path: { webhook_id: id }, header: once() };
}
