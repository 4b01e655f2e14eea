import { client, contentOf, once } from './client';
import type { components } from './schema';
import type { Page, Receipt } from './types';

type Shapes = components['schemas'];

export type Handoff = Shapes['Handoff'];
export type HandoffInput = Shapes['HandoffIn'];
export type About = Handoff['about'];
export type Known = Shapes['Known'];
export type BranchToAsk = Shapes['BranchToAsk'];
export type PassedOn = Handoff['passed_on'][number];

/** About whom or what a branch is asked: a member of it, or the branch itself. */
export interface Matter {
  organizationId: string;
  memberId?: string;
  about: About;
}

export function listHandoffs(query: { organization_id?: string; member_id?: string; open?: boolean }): Promise<Page<Handoff>> {
  return contentOf(client.GET('/api/v1/handoffs', { params: { query: { limit: 200, ...query } } }));
}

export function readHandoff(id: string): Promise<Handoff> {
  return contentOf(client.GET('/api/v1/handoffs/{handoff_id}', { params: { path: { handoff_id: id } } }));
}

/** What the records say already, before anybody is asked. */
export function readKnown({ organizationId, memberId, about }: Matter): Promise<Known> {
  const query = { organization_id: organizationId, about, ...(memberId === undefined ? {} : { member_id: memberId }) };
  return contentOf(client.GET('/api/v1/handoffs/known', { params: { query } }));
}

export function askForHelp(body: HandoffInput): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/handoffs', { params: { header: once() }, body }));
}

export function withdrawHandoff(id: string): Promise<Receipt> {
  const params = { path: { handoff_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/handoffs/{handoff_id}/withdrawal', { params, body: {} }));
}

/** The branches to which a township may pass on what it was asked, each with what the records say already. */
export async function listBranchesToAsk(id: string): Promise<BranchToAsk[]> {
  const params = { path: { handoff_id: id } };
  return (await contentOf(client.GET('/api/v1/handoffs/{handoff_id}/branches', { params }))).items;
}

export function reopenHandoff(id: string): Promise<Receipt> {
  const params = { path: { handoff_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/handoffs/{handoff_id}/reopening', { params, body: {} }));
}
