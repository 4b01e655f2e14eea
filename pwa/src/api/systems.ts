import { client, contentOf, once } from './client';
import type { ClientScope, NewSecret, Page, Receipt, ServiceClient } from './types';

const MOST = 200;

export interface SystemIn {
  name: string;
  scopes: ClientScope['scope'][];
  requests_per_minute: number;
}

/** The systems that are connected at a node and below, revoked ones too. */
export function listSystems(organizationId: string): Promise<Page<ServiceClient>> {
  const query = { organization_id: organizationId, limit: MOST };
  return contentOf(client.GET('/api/v1/service-clients', { params: { query } }));
}

/** Every scope in words, and which ones one may give at a node. */
export function listScopes(organizationId: string): Promise<{ items: ClientScope[] }> {
  return contentOf(client.GET('/api/v1/service-clients/scopes', { params: { query: { organization_id: organizationId } } }));
}

export function connectSystem(organizationId: string, system: SystemIn): Promise<NewSecret> {
  const body = { organization_id: organizationId, ...system };
  return contentOf(client.POST('/api/v1/service-clients', { params: { header: once() }, body }));
}

export function changeSystem(system: ServiceClient, body: SystemIn): Promise<Receipt> {
  const params = { path: { client_id: system.id }, header: { 'If-Match': `"${system.version}"` } };
  return contentOf(client.PATCH('/api/v1/service-clients/{client_id}', { params, body }));
}

/** Another secret; the present one goes on for so many hours, or ends at once. */
export function renewSecret(system: ServiceClient, overlapHours: number): Promise<NewSecret> {
  const params = { path: { client_id: system.id }, header: once() };
  const body = { overlap_hours: overlapHours };
  return contentOf(client.POST('/api/v1/service-clients/{client_id}/secrets', { params, body }));
}

export function revokeSystem(system: ServiceClient): Promise<Receipt> {
  const params = { path: { client_id: system.id }, header: once() };
  return contentOf(client.POST('/api/v1/service-clients/{client_id}/revocation', { params, body: {} }));
}
