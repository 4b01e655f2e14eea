import { client, contentOf, once } from './client';
import type { Receipt } from './types';

/** Enter the number that stands on a paper card. */
export function numberCard(id: string, number: string, issuedOn: string): Promise<Receipt> {
  const params = { path: { card_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/cards/{card_id}/numbering', { params, body: { number, issued_on: issuedOn } }));
}

/** Record that a card was inspected on return, or is lost. */
export function changeCard(id: string, state: 'inspected' | 'lost', on: string): Promise<Receipt> {
  const params = { path: { card_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/cards/{card_id}/changes', { params, body: { state, on_date: on } }));
}
