import { client, contentOf } from './client';
import type { AwayMemberPage, Whereabouts } from './types';

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

export function listAway(organizationId: string, figure: Figure, cursor: string | null): Promise<AwayMemberPage> {
  const query = { organization_id: organizationId, ...figure, ...(cursor === null ? {} : { cursor }) };
  return contentOf(client.GET('/api/v1/whereabouts/members', { params: { query } }));
}
