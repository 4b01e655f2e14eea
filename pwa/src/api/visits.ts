import { client, contentOf, once } from './client';
import type { components } from './schema';
import type { Page, Receipt } from './types';

type Shapes = components['schemas'];

export type VisitPlan = Shapes['VisitPlan'];
export type VisitWindow = VisitPlan['window'];
export type VisitCall = Shapes['VisitCall'];
export type Arrival = Shapes['Arrival'];
export type ArrivalInput = Shapes['ArrivalIn'];
export type Visit = Shapes['Visit'];
export type CallDecision = Shapes['VisitCallIn'];
export type VisitInput = Shapes['VisitIn'];
export type VisitOutcome = Visit['members'][number]['outcome'];

export function readPlan(organizationId: string, windowKey?: string): Promise<VisitPlan> {
  const query = { organization_id: organizationId, ...(windowKey === undefined ? {} : { window_key: windowKey }) };
  return contentOf(client.GET('/api/v1/visits/plan', { params: { query } }));
}

export function decideCall(body: CallDecision): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/visits/plan/calls', { params: { header: once() }, body }));
}

export function listVisits(organizationId: string, windowKey?: string): Promise<Page<Visit>> {
  const query = {
    organization_id: organizationId,
    limit: 100,
    ...(windowKey === undefined ? {} : { window_key: windowKey }),
  };
  return contentOf(client.GET('/api/v1/visits', { params: { query } }));
}

export function readVisit(id: string): Promise<Visit> {
  return contentOf(client.GET('/api/v1/visits/{visit_id}', { params: { path: { visit_id: id } } }));
}

export function voidVisit(id: string, basis: string): Promise<Receipt> {
  const params = { path: { visit_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/visits/{visit_id}/voiding', { params, body: { basis } }));
}

export function readArrival(memberId: string): Promise<Shapes['OwnArrival']> {
  return contentOf(client.GET('/api/v1/members/{member_id}/arrival', { params: { path: { member_id: memberId } } }));
}
