import { client, contentOf } from './client';
import type { Regions } from './types';

export function readRegions(): Promise<Regions> {
  return contentOf(client.GET('/api/v1/regions'));
}
