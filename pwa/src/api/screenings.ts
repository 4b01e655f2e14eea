import { client, contentOf, once } from './client';
import type { components } from './schema';
import type { Page, Receipt } from './types';

type Shapes = components['schemas'];

export type Screening = Shapes['Screening'];
export type ScreeningLine = Shapes['ScreeningLine'];
export type ScreeningLines = Shapes['ScreeningLineList'];
export type ScreeningKnown = Shapes['ScreeningKnown'];
export type ScreeningFinding = Shapes['ScreeningFinding'];
export type ScreeningFindingInput = Shapes['ScreeningFindingIn'];
export type ScreeningTold = NonNullable<ScreeningFindingInput['told']>;
export type ScreeningWindows = Shapes['ScreeningWindowList'];
export type ScreeningWindow = ScreeningWindows['open'][number];

export function listScreenings(organizationId: string): Promise<Page<Screening>> {
  const query = { organization_id: organizationId, limit: 100 };
  return contentOf(client.GET('/api/v1/screenings', { params: { query } }));
}

export function readScreeningWindows(organizationId: string): Promise<ScreeningWindows> {
  const query = { organization_id: organizationId };
  return contentOf(client.GET('/api/v1/screenings/windows', { params: { query } }));
}

export function openScreening(organizationId: string, windowKey: string): Promise<Receipt> {
  const body = { organization_id: organizationId, window_key: windowKey };
  return contentOf(client.POST('/api/v1/screenings', { params: { header: once() }, body }));
}

export function readScreeningLines(id: string): Promise<ScreeningLines> {
  return contentOf(client.GET('/api/v1/screenings/{screening_id}/members', { params: { path: { screening_id: id } } }));
}

export function voidScreening(id: string): Promise<Receipt> {
  const params = { path: { screening_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/screenings/{screening_id}/voiding', { params, body: {} }));
}

export function closeScreening(id: string, whyMissing: string): Promise<Receipt> {
  const params = { path: { screening_id: id }, header: once() };
  const body = whyMissing === '' ? {} : { why_missing: whyMissing };
  return contentOf(client.POST('/api/v1/screenings/{screening_id}/closing', { params, body }));
}
