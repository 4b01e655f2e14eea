import { client, contentOf } from './client';
import type { AwayMemberPage, ClusterPage, Whereabouts } from './types';

/** Which figure of the picture a list stands behind. */
export interface Figure {
  province?: string;
  city?: string;
  county?: string;
  employer?: string;
  industry?: Industry;
}

export type Industry = Whereabouts['industries'][number]['code'];

export function readWhereabouts(organizationId: string, province: string | undefined): Promise<Whereabouts> {
  const query = { organization_id: organizationId, ...(province === undefined ? {} : { province }) };
  return contentOf(client.GET('/api/v1/whereabouts', { params: { query } }));
}

/** What members who are together share. */
export type Shared = 'employer' | 'county';

/** The places where members are together, from one on: the picture brings the first of them. */
export function listClusters(organizationId: string, by: Shared, from: number): Promise<ClusterPage> {
  const query = { organization_id: organizationId, by, cursor: String(from) };
  return contentOf(client.GET('/api/v1/whereabouts/clusters', { params: { query } }));
}

export function listAway(organizationId: string, figure: Figure, cursor: string | null): Promise<AwayMemberPage> {
  const query = { organization_id: organizationId, ...figure, ...(cursor === null ? {} : { cursor }) };
  return contentOf(client.GET('/api/v1/whereabouts/members', { params: { query } }));
}
