import { client, contentOf, once } from './client';
import type { components } from './schema';
import type { Page, Receipt } from './types';

type Shapes = components['schemas'];

export type Contribution = Shapes['Contribution'];
export type ContributionInput = Shapes['ContributionIn'];
export type ContributionThread = Shapes['ContributionThread'];
export type Campaign = Shapes['Campaign'];
export type CampaignInput = Shapes['CampaignIn'];

export function listContributions(query: { organization_id?: string; member_id?: string; state?: Contribution['state'] }): Promise<Page<Contribution>> {
  return contentOf(client.GET('/api/v1/contributions', { params: { query: { limit: 100, ...query } } }));
}

export async function listContributionThreads(organizationId: string): Promise<ContributionThread[]> {
  const query = { organization_id: organizationId };
  return (await contentOf(client.GET('/api/v1/contributions/threads', { params: { query } }))).items;
}

export function acceptContribution(id: string): Promise<Receipt> {
  const params = { path: { contribution_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/contributions/{contribution_id}/acceptance', { params, body: {} }));
}

export function sendContributionBack(id: string, reason: string): Promise<Receipt> {
  const params = { path: { contribution_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/contributions/{contribution_id}/sending-back', { params, body: { reason } }));
}

export function withdrawContribution(id: string): Promise<Receipt> {
  const params = { path: { contribution_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/contributions/{contribution_id}/withdrawal', { params, body: {} }));
}

export async function listCampaigns(organizationId: string): Promise<Campaign[]> {
  const query = { organization_id: organizationId };
  return (await contentOf(client.GET('/api/v1/campaigns', { params: { query } }))).items;
}

export function makeCampaign(body: CampaignInput): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/campaigns', { params: { header: once() }, body }));
}

export function endCampaign(id: string): Promise<Receipt> {
  const params = { path: { campaign_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/campaigns/{campaign_id}/ending', { params, body: {} }));
}

export function joinCampaign(id: string, memberId: string, day: string): Promise<Receipt> {
  const params = { path: { campaign_id: id }, header: once() };
  const body = { member_id: memberId, on_date: day };
  return contentOf(client.POST('/api/v1/campaigns/{campaign_id}/participants', { params, body }));
}
