import { client, contentOf, contentWithVersion, once } from './client';
import type { AwayCorrection, Group, Household, HouseholdChanges, Member, Pair, Receipt, StandingDecision } from './types';

/** Record what the branch decided about how a member stands; the clocks only suggest. */
export function decideStanding(id: string, body: StandingDecision): Promise<Receipt> {
  const params = { path: { member_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/members/{member_id}/standing-decisions', { params, body }));
}

export function decideRoll(id: string, status: Member['roll_status'], on: string, basis: string): Promise<Receipt> {
  const params = { path: { member_id: id }, header: once() };
  const body = { roll_status: status, on, basis };
  return contentOf(client.POST('/api/v1/members/{member_id}/roll-decisions', { params, body }));
}

export function correctAway(id: string, body: AwayCorrection): Promise<Receipt> {
  const params = { path: { away_period_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/away-periods/{away_period_id}/corrections', { params, body }));
}

export function readHousehold(id: string): Promise<{ content: Household; etag: string }> {
  const params = { path: { household_id: id } };
  return contentWithVersion(client.GET('/api/v1/households/{household_id}', { params }));
}

export function createHousehold(organizationId: string, changes: HouseholdChanges): Promise<Receipt> {
  const body = { organization_id: organizationId, member_ids: [], ...changes };
  return contentOf(client.POST('/api/v1/households', { params: { header: once() }, body }));
}

export function changeHousehold(id: string, etag: string, changes: HouseholdChanges): Promise<Receipt> {
  const params = { path: { household_id: id }, header: { 'If-Match': etag } };
  return contentOf(client.PATCH('/api/v1/households/{household_id}', { params, body: changes }));
}

export function listGroups(organizationId: string): Promise<{ items: Group[] }> {
  return contentOf(client.GET('/api/v1/groups', { params: { query: { organization_id: organizationId } } }));
}

export function createGroup(organizationId: string, name: string, position: number, leaderId: string | null) {
  const body = { organization_id: organizationId, name, position, leader_id: leaderId };
  return contentOf(client.POST('/api/v1/groups', { params: { header: once() }, body }));
}

export function changeGroup(group: Group, changes: Partial<Pick<Group, 'name' | 'position' | 'leader_id' | 'ended_on'>>) {
  const params = { path: { group_id: group.id }, header: { 'If-Match': `"${group.version}"` } };
  return contentOf(client.PATCH('/api/v1/groups/{group_id}', { params, body: changes }));
}

export function listPairs(organizationId: string): Promise<{ items: Pair[] }> {
  const query = { organization_id: organizationId };
  return contentOf(client.GET('/api/v1/members/duplicates', { params: { query } }));
}

export function mergeMembers(keepId: string, dropId: string): Promise<Receipt> {
  const body = { keep_id: keepId, drop_id: dropId };
  return contentOf(client.POST('/api/v1/members/merges', { params: { header: once() }, body }));
}

/** Record that two records which look alike are two people; the pair is not shown again. */
export function tellApart(oneId: string, otherId: string): Promise<Receipt> {
  const body = { one_id: oneId, other_id: otherId };
  return contentOf(client.POST('/api/v1/members/tellings-apart', { params: { header: once() }, body }));
}
