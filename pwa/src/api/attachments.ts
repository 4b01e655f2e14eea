import { mintUuid } from '../offline/mint';
import { client, contentOf } from './client';

/** Send a file whole, with its digest; answers the id that something else then names. */
export async function sendFile(file: File): Promise<string> {
  const content = await file.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  const id = mintUuid();
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  await contentOf(
    client.PUT('/api/v1/attachments/{attachment_id}', {
      params: {
        path: { attachment_id: id },
        header: { 'X-Content-SHA256': sha256, 'X-File-Name': encodeURIComponent(file.name) },
      },
      // The document calls raw bytes a string; they go out as they are.
      body: '',
      bodySerializer: () => content,
      headers: { 'Content-Type': file.type || 'application/octet-stream' },
    }),
  );
  return id;
}

/** A picture of a deed or a visit, as far as the reader may see it. */
export function downloadPicture(of: 'contributions' | 'visits', id: string, photoId: string): Promise<Blob> {
  const answer =
    of === 'visits'
      ? client.GET('/api/v1/visits/{visit_id}/photos/{photo_id}', {
          params: { path: { visit_id: id, photo_id: photoId } },
          parseAs: 'blob',
        })
      : client.GET('/api/v1/contributions/{contribution_id}/photos/{photo_id}', {
          params: { path: { contribution_id: id, photo_id: photoId } },
          parseAs: 'blob',
        });
  return contentOf(answer as Promise<{ data?: Blob; response: Response }>);
}
