import { client, contentOf, once } from './client';
import type { components } from './schema';
import type { Page, Receipt } from './types';

type Shapes = components['schemas'];

export type Book = Shapes['Book'];
export type BookKey = Book['key'];
export type Rows = Shapes['RowsPage'];
export type RegisterPrint = Shapes['Print'];
export type PrintOrder = Shapes['PrintIn'];
export type Verification = Shapes['Verification'];
export type Summary = Shapes['Summary'];
export type SummaryLine = Shapes['SummaryLine'];
export type Pack = Shapes['Pack'];
export type PackOrder = Shapes['PackIn'];
export type SheetLine = Shapes['SheetLine'];
export type PaperSheet = Shapes['Sheet'];
export type PaperRow = Shapes['SheetRowIn'];
export type SheetOrder = Shapes['SheetIn'];

export interface RowsAsked {
  book: BookKey;
  organizationId: string;
  from: string;
  to: string;
  filter?: string;
  reveal?: boolean;
  offset?: number;
  knownAt?: string;
}

export async function listBooks(organizationId: string): Promise<Book[]> {
  const query = { organization_id: organizationId };
  return (await contentOf(client.GET('/api/v1/registers', { params: { query } }))).items;
}

export function readRows(asked: RowsAsked): Promise<Rows> {
  const query = {
    organization_id: asked.organizationId,
    from_on: asked.from,
    to_on: asked.to,
    limit: 100,
    ...(asked.filter === undefined ? {} : { filter: asked.filter }),
    ...(asked.reveal === true ? { reveal: true } : {}),
    ...(asked.offset === undefined ? {} : { offset: asked.offset }),
    ...(asked.knownAt === undefined ? {} : { known_at: asked.knownAt }),
  };
  return contentOf(client.GET('/api/v1/registers/{book}/rows', { params: { path: { book: asked.book }, query } }));
}

export function printBook(order: PrintOrder, key: string): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/registers/prints', { params: { header: once(key) }, body: order }));
}

export function readPrint(id: string): Promise<RegisterPrint> {
  return contentOf(client.GET('/api/v1/registers/prints/{print_id}', { params: { path: { print_id: id } } }));
}

export function listPrints(
  organizationId: string,
  only: { book?: BookKey; cursor?: string } = {},
): Promise<Page<RegisterPrint>> {
  const query = { organization_id: organizationId, limit: 30, ...only };
  return contentOf(client.GET('/api/v1/registers/prints', { params: { query } }));
}

export function printFile(id: string): Promise<Blob> {
  const params = { path: { print_id: id } };
  return blobOf(client.GET('/api/v1/registers/prints/{print_id}/file', { params, parseAs: 'blob' }));
}

export function correctionPages(id: string): Promise<Blob> {
  const params = { path: { print_id: id } };
  return blobOf(client.GET('/api/v1/registers/prints/{print_id}/correction-pages', { params, parseAs: 'blob' }));
}

export function verifyPrint(code: string): Promise<Verification> {
  return contentOf(client.GET('/api/v1/registers/verify', { params: { query: { code } } }));
}

export function readSummary(organizationId: string): Promise<Summary> {
  const query = { organization_id: organizationId };
  return contentOf(client.GET('/api/v1/registers/summary', { params: { query } }));
}

export function summaryFile(organizationId: string, form: 'pdf' | 'xlsx'): Promise<Blob> {
  const query = { organization_id: organizationId, form };
  return blobOf(client.GET('/api/v1/registers/summary/file', { params: { query }, parseAs: 'blob' }));
}

export async function listPacks(organizationId: string): Promise<Pack[]> {
  const query = { organization_id: organizationId };
  return (await contentOf(client.GET('/api/v1/registers/packs', { params: { query } }))).items;
}

export function orderPack(order: PackOrder, key: string): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/registers/packs', { params: { header: once(key) }, body: order }));
}

export function cancelPack(id: string): Promise<Pack> {
  const params = { path: { pack_id: id } };
  return contentOf(client.POST('/api/v1/registers/packs/{pack_id}/cancellation', { params }));
}

export function packFile(id: string): Promise<Blob> {
  const params = { path: { pack_id: id } };
  return blobOf(client.GET('/api/v1/registers/packs/{pack_id}/file', { params, parseAs: 'blob' }));
}

export async function listSheets(organizationId: string): Promise<SheetLine[]> {
  const query = { organization_id: organizationId };
  return (await contentOf(client.GET('/api/v1/registers/sheets', { params: { query } }))).items;
}

export function issueSheet(order: SheetOrder, key: string): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/registers/sheets', { params: { header: once(key) }, body: order }));
}

export function readSheet(id: string): Promise<PaperSheet> {
  return contentOf(client.GET('/api/v1/registers/sheets/{sheet_id}', { params: { path: { sheet_id: id } } }));
}

export function sheetFile(id: string): Promise<Blob> {
  const params = { path: { sheet_id: id } };
  return blobOf(client.GET('/api/v1/registers/sheets/{sheet_id}/file', { params, parseAs: 'blob' }));
}

export function enterRows(id: string, rows: PaperRow[], key: string): Promise<Receipt> {
  const params = { path: { sheet_id: id }, header: once(key) };
  return contentOf(client.POST('/api/v1/registers/sheets/{sheet_id}/rows', { params, body: { rows } }));
}

function blobOf(answering: Parameters<typeof contentOf>[0]): Promise<Blob> {
  return contentOf(answering) as Promise<Blob>;
}

