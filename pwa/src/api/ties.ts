import { client, contentOf, once } from './client';
import type {
  Differences,
  Handover,
  HostLink,
  HostLinkChange,
  Introduction,
  Probation,
  ProbationCorrection,
  ProbationStep,
  Receipt,
  Registration,
  StandingLists,
  Transfer,
  TransferAct,
} from './types';

/** What ties a member to the branch, and the small lists of what may come next. */

export function readLists(organizationId: string): Promise<StandingLists> {
  return contentOf(client.GET('/api/v1/standing-lists', { params: { query: { organization_id: organizationId } } }));
}

export function readProbation(id: string): Promise<Probation> {
  return contentOf(client.GET('/api/v1/members/{member_id}/probation', { params: { path: { member_id: id } } }));
}

export function takeProbationStep(id: string, body: ProbationStep): Promise<Receipt> {
  const params = { path: { member_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/members/{member_id}/probation-steps', { params, body }));
}

export function correctProbationStep(id: string, body: ProbationCorrection): Promise<Receipt> {
  const params = { path: { probation_step_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/probation-steps/{probation_step_id}/corrections', { params, body }));
}

export async function listTransfers(id: string): Promise<Transfer[]> {
  const params = { path: { member_id: id } };
  return (await contentOf(client.GET('/api/v1/members/{member_id}/transfers', { params }))).items;
}

export interface NewTransfer {
  member_id: string;
  to_organization: string;
  planned_on: string;
  basis: string | null;
}

export function planTransfer(body: NewTransfer): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/transfers', { params: { header: once() }, body }));
}

export function actOnTransfer(id: string, body: TransferAct): Promise<Receipt> {
  const params = { path: { transfer_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/transfers/{transfer_id}/acts', { params, body }));
}

export async function listHostLinks(id: string, reveal = false): Promise<HostLink[]> {
  const params = { path: { member_id: id }, query: { reveal } };
  return (await contentOf(client.GET('/api/v1/members/{member_id}/host-links', { params }))).items;
}

export function tellHost(id: string, body: HostLinkChange): Promise<Receipt> {
  const params = { path: { member_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/members/{member_id}/host-links', { params, body }));
}

export function readIntroduction(id: string): Promise<Introduction> {
  return contentOf(client.GET('/api/v1/members/{member_id}/introduction', { params: { path: { member_id: id } } }));
}

export function readRegistration(id: string): Promise<Registration> {
  const params = { path: { member_id: id } };
  return contentOf(client.GET('/api/v1/members/{member_id}/national-registration', { params }));
}

export function readDifferences(organizationId: string, reveal = false): Promise<Differences> {
  const params = { query: { organization_id: organizationId, reveal } };
  return contentOf(client.GET('/api/v1/national-registrations/differences', { params }));
}

export function downloadDifferences(organizationId: string, form: 'xlsx' | 'csv', reveal: boolean): Promise<Blob> {
  const params = { query: { organization_id: organizationId, reveal, form } };
  return contentOf(client.GET('/api/v1/national-registrations/sheet', { params, parseAs: 'blob' })) as Promise<Blob>;
}

export interface CopiedRegistrations {
  organization_id: string;
  on_date: string;
  as_of: string | null;
  rows: { member_id: string; entered: boolean }[];
}

export function copyRegistrations(body: CopiedRegistrations): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/national-registrations', { params: { header: once() }, body }));
}

export function reviewCard(id: string, on: string): Promise<Receipt> {
  const params = { path: { card_id: id }, header: once() };
  const body = { state: 'reviewed' as const, on_date: on };
  return contentOf(client.POST('/api/v1/cards/{card_id}/changes', { params, body }));
}

export function readHandover(organizationId: string): Promise<Handover> {
  return contentOf(client.GET('/api/v1/handover', { params: { query: { organization_id: organizationId } } }));
}
