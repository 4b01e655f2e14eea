import { client, contentOf, once } from './client';
import type {
  Assessments,
  DuesCategory,
  DuesCorrection,
  DuesGrid,
  DuesPayment,
  DuesWaiver,
  MemberDues,
  Receipt,
} from './types';

export function readDues(organizationId: string, year: number): Promise<DuesGrid> {
  return contentOf(client.GET('/api/v1/dues', { params: { query: { organization_id: organizationId, year } } }));
}

export function readMemberDues(id: string): Promise<MemberDues> {
  return contentOf(client.GET('/api/v1/members/{member_id}/dues', { params: { path: { member_id: id } } }));
}

export function payDues(body: DuesPayment, key: string): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/dues/payments', { params: { header: once(key) }, body }));
}

export function waiveDues(body: DuesWaiver, key: string): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/dues/waivers', { params: { header: once(key) }, body }));
}

export function correctDues(body: DuesCorrection): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/dues/corrections', { params: { header: once() }, body }));
}

export function assessDues(body: Assessments): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/dues/assessments', { params: { header: once() }, body }));
}

/** What the rate table says; null where it needs an income. */
export async function suggestDues(
  organizationId: string,
  category: DuesCategory,
  incomeFen: number | null,
): Promise<number | null> {
  const query = { organization_id: organizationId, category, ...(incomeFen === null ? {} : { income_fen: incomeFen }) };
  const said = await contentOf(client.GET('/api/v1/dues/suggestion', { params: { query } }));
  return said.monthly_fen ?? null;
}
