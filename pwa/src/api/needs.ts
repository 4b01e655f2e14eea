import { client, contentOf, once } from './client';
import type { components } from './schema';
import type { Page, Receipt } from './types';

type Shapes = components['schemas'];

export type Need = Shapes['Need'];
export type NeedWithSteps = Shapes['NeedWithSteps'];
export type NeedInput = Shapes['NeedIn'];
export type NeedKind = Need['kind'];
export type TellWay = Shapes['NeedTellingIn']['way'];

interface NeedFilter {
  organization_id?: string;
  member_id?: string;
  mine?: boolean;
}

export function listNeeds(filter: NeedFilter): Promise<Page<Need>> {
  return contentOf(client.GET('/api/v1/needs', { params: { query: { limit: 200, ...filter } } }));
}

export function readNeed(id: string): Promise<NeedWithSteps> {
  return contentOf(client.GET('/api/v1/needs/{need_id}', { params: { path: { need_id: id } } }));
}

export function assignNeed(id: string, body: Shapes['NeedAssignmentIn']): Promise<Receipt> {
  const params = { path: { need_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/needs/{need_id}/assignment', { params, body }));
}

export function tellNeed(id: string, body: Shapes['NeedTellingIn']): Promise<Receipt> {
  const params = { path: { need_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/needs/{need_id}/telling', { params, body }));
}

export function reopenNeed(id: string): Promise<Receipt> {
  const params = { path: { need_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/needs/{need_id}/reopening', { params, body: {} }));
}

export function withdrawNeed(id: string): Promise<Receipt> {
  const params = { path: { need_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/needs/{need_id}/withdrawal', { params, body: {} }));
}
