import { signal } from '@preact/signals';
import { readContactCard, type OwnContactCard } from '../../api/pairings';
import { session } from '../auth/session';
import { offline } from '../outbox/store';

/** My contact card as the server or, without a network, this phone last knew it. */
export const ownCard = signal<OwnContactCard | null>(null);
/** Since when the shown card is old; null while it is fresh. */
export const ownCardFrom = signal<string | null>(null);

/** Read my card: from the phone at once, from the server as soon as it answers. */
export async function refreshOwnCard(): Promise<void> {
  const now = session.peek();
  if (now.state !== 'in' || now.me.membership_id === null) return;
  const id = now.me.membership_id;
  if (ownCard.peek()?.member_id !== id) {
    const kept = await offline.cache.get<OwnContactCard>('contact-card');
    ownCard.value = kept?.value.member_id === id ? kept.value : null;
    ownCardFrom.value = ownCard.value === null ? null : (kept?.at ?? null);
  }
  const card = await readContactCard(id, true);
  ownCard.value = card;
  ownCardFrom.value = null;
  await offline.cache.put('contact-card', card);
}
