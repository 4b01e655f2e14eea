import { mintUuid } from '../offline/mint';
import { client, contentOf, once } from './client';
import type { components } from './schema';
import type { Page, Receipt } from './types';

type Shapes = components['schemas'];

export type Board = Shapes['Board'];
export type BoardMember = Board['members'][number];
export type BoardPair = BoardMember['pairings'][number];
export type BoardLiaison = Board['liaisons'][number];
export type Pairing = Shapes['Pairing'];
export type PairingSuggestion = Shapes['PairingSuggestion'];
export type Proposal = PairingSuggestion['proposals'][number];
export type EndReason = Shapes['EndingsIn']['reason'];
export type BondKind = Shapes['BondIn']['kind'];
export type ContactCard = Shapes['ContactCard'];
export type ContactCards = Shapes['ContactCardList'];
export type OwnContactCard = Shapes['OneContactCard'];
export type Numbers = Shapes['Numbers'];
export type NewPair = Omit<Shapes['PairIn'], 'id'>;

export function readBoard(organizationId: string): Promise<Board> {
  return contentOf(client.GET('/api/v1/pairings/board', { params: { query: { organization_id: organizationId } } }));
}

export function readPairingSuggestion(organizationId: string): Promise<PairingSuggestion> {
  const query = { organization_id: organizationId };
  return contentOf(client.GET('/api/v1/pairings/suggestion', { params: { query } }));
}

export function listPairingsOf(memberId: string): Promise<Page<Pairing>> {
  return contentOf(client.GET('/api/v1/pairings', { params: { query: { member_id: memberId, state: 'all' } } }));
}

/** Pairs of one branch as the server takes them; the ids are minted here, so that the act can be taken back. */
export function namePairs(organizationId: string, pairs: NewPair[]) {
  return { organization_id: organizationId, pairs: pairs.map((pair) => ({ ...pair, id: mintUuid() })) };
}

export type NamedPairs = ReturnType<typeof namePairs>;

/** Pair some of one branch. */
export async function makePairs(organizationId: string, pairs: NewPair[]): Promise<string[]> {
  const body = namePairs(organizationId, pairs);
  await contentOf(client.POST('/api/v1/pairings', { params: { header: once() }, body }));
  return body.pairs.map((pair) => pair.id);
}

export function endPairings(organizationId: string, ids: string[], reason: EndReason, note = ''): Promise<Receipt> {
  const body = { organization_id: organizationId, ids, reason, ...(note === '' ? {} : { note }) };
  return contentOf(client.POST('/api/v1/pairings/endings', { params: { header: once() }, body }));
}

export function resumePairings(organizationId: string, ids: string[]): Promise<Receipt> {
  const body = { organization_id: organizationId, ids };
  return contentOf(client.POST('/api/v1/pairings/resumptions', { params: { header: once() }, body }));
}

export function makeLead(id: string): Promise<Receipt> {
  const params = { path: { pairing_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/pairings/{pairing_id}/lead', { params, body: {} }));
}

export function noteBond(organizationId: string, one: string, other: string, kind: BondKind, note: string): Promise<Receipt> {
  const body = { organization_id: organizationId, member_id: one, other_id: other, kind, ...(note === '' ? {} : { note }) };
  return contentOf(client.POST('/api/v1/bonds', { params: { header: once() }, body }));
}

export function withdrawBond(id: string): Promise<Receipt> {
  const params = { path: { bond_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/bonds/{bond_id}/withdrawal', { params, body: {} }));
}

export function readContactCard(memberId: string, reveal: boolean): Promise<OwnContactCard> {
  const params = { path: { member_id: memberId }, query: { reveal } };
  return contentOf(client.GET('/api/v1/members/{member_id}/contact-card', { params }));
}

export function readContactCards(organizationId: string, reveal: boolean): Promise<ContactCards> {
  const query = { organization_id: organizationId, reveal };
  return contentOf(client.GET('/api/v1/contact-cards', { params: { query } }));
}

/** Ask for the numbers that a call needs; the member reads who asked. */
export function askForNumbers(memberId: string, whom: 'member' | 'family'): Promise<Numbers> {
  const params = { path: { member_id: memberId } };
  return contentOf(client.POST('/api/v1/members/{member_id}/call', { params, body: { whom } }));
}
