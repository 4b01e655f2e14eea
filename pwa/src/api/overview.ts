import { client, contentOf } from './client';
import type { components } from './schema';

type Shapes = components['schemas'];

export type Overview = Shapes['Overview'];
export type OverviewLine = Shapes['OverviewLine'];
export type FigureKey = Shapes['Figure']['key'];
export type Figures = Shapes['Figure'][];
export type PersonLine = Shapes['PersonLine'];
export type People = Shapes['PeoplePage'];
export type Rings = Shapes['Rings'];
export type Ring = Shapes['Ring'];
export type RingKey = Ring['key'];
export type RingList = Shapes['RingList'];
export type Difficulty = Shapes['Difficulty'];

/** What came with a version; null while the version that was named still stands. */
export interface Versioned<T> {
  content: T;
  tag: string;
}

const AT_ONCE = 100;

export function readOverview(organizationId: string, tag: string): Promise<Versioned<Overview> | null> {
  const query = { organization_id: organizationId };
  return unlessSeen(client.GET('/api/v1/dashboards/overview', { params: { query }, headers: seen(tag) }));
}

export function readRings(organizationId: string, tag: string): Promise<Versioned<Rings> | null> {
  const query = { organization_id: organizationId };
  return unlessSeen(client.GET('/api/v1/dashboards/rings', { params: { query }, headers: seen(tag) }));
}

/** `ring` comes from an address; one that is none is not found. */
export function readRing(organizationId: string, ring: string): Promise<RingList> {
  const params = { path: { ring: ring as RingKey }, query: { organization_id: organizationId } };
  return contentOf(client.GET('/api/v1/dashboards/rings/{ring}', { params }));
}

export function listPeople(organizationId: string, figure: FigureKey, cursor?: string): Promise<People> {
  const query = { organization_id: organizationId, figure, limit: AT_ONCE, ...(cursor ? { cursor } : {}) };
  return contentOf(client.GET('/api/v1/dashboards/people', { params: { query } }));
}

function seen(tag: string): Record<string, string> {
  return tag === '' ? {} : { 'If-None-Match': tag };
}

async function unlessSeen<T>(answering: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<Versioned<T> | null> {
  const answer = await answering;
  if (answer.response.status === 304) return null;
  const content = await contentOf(Promise.resolve(answer));
  return { content: content as T, tag: answer.response.headers.get('ETag') ?? '' };
}
