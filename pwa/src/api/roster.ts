import { client, contentOf, once } from './client';
import { mintUuid } from '../offline/mint';
import type { Page, Receipt, RosterImport, RosterOutcome, RosterRow } from './types';

/** Hash the whole file, so that the server can tell a broken upload from a good one. */
async function digestOf(content: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', content);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Upload a workbook as it is; answers the attachment's id. */
export async function uploadRoster(file: File): Promise<string> {
  const content = await file.arrayBuffer();
  const id = mintUuid();
  await contentOf(
    client.PUT('/api/v1/attachments/{attachment_id}', {
      params: {
        path: { attachment_id: id },
        header: { 'X-Content-SHA256': await digestOf(content), 'X-File-Name': encodeURIComponent(file.name) },
      },
      // The document calls raw bytes a string; they go out as they are.
      body: '',
      bodySerializer: () => content,
      headers: { 'Content-Type': file.type || 'application/octet-stream' },
    }),
  );
  return id;
}

export function startRosterImport(organizationId: string, attachmentId: string): Promise<Receipt> {
  const body = { organization_id: organizationId, attachment_id: attachmentId };
  return contentOf(client.POST('/api/v1/roster-imports', { params: { header: once() }, body }));
}

export function readRosterImport(id: string): Promise<RosterImport> {
  return contentOf(client.GET('/api/v1/roster-imports/{import_id}', { params: { path: { import_id: id } } }));
}

export function listRosterRows(id: string, outcome: RosterOutcome, cursor?: string): Promise<Page<RosterRow>> {
  const query = { outcome, ...(cursor === undefined ? {} : { cursor }) };
  return contentOf(client.GET('/api/v1/roster-imports/{import_id}/rows', { params: { path: { import_id: id }, query } }));
}

export async function confirmRosterImport(id: string): Promise<void> {
  const params = { path: { import_id: id }, header: once() };
  await contentOf(client.POST('/api/v1/roster-imports/{import_id}/confirmation', { params, body: {} }));
}

export function downloadRoster(organizationId: string, format: 'xlsx' | 'csv', reveal: boolean): Promise<Blob> {
  const query = { organization_id: organizationId, format, ...(reveal ? { reveal: true } : {}) };
  return contentOf(client.GET('/api/v1/members/export', { params: { query }, parseAs: 'blob' })) as Promise<Blob>;
}
