import { client, contentOf } from './client';
import type { components } from './schema';

export type Job = components['schemas']['Job'];
export type Worker = components['schemas']['Worker'];

export function listJobs(): Promise<{ items: Job[]; next_cursor: string | null }> {
  return contentOf(client.GET('/api/v1/jobs', { params: { query: { limit: 50 } } }));
}

export function listWorkers(): Promise<{ items: Worker[] }> {
  return contentOf(client.GET('/api/v1/workers', {}));
}

export function retryJob(id: string): Promise<Job> {
  return contentOf(client.POST('/api/v1/jobs/{job_id}/retry', { params: { path: { job_id: id } } }));
}

export function cancelJob(id: string): Promise<Job> {
  return contentOf(client.POST('/api/v1/jobs/{job_id}/cancellation', { params: { path: { job_id: id } } }));
}
