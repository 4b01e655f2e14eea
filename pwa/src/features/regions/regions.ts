import { readRegions } from '../../api/regions';
import type { Region, Regions } from '../../api/types';
import { offline } from '../outbox/store';

/** Provinces, cities and counties: from this phone when it has them, else from the server. */
export async function loadRegions(): Promise<Regions> {
  const kept = await offline.cache.get<Regions>('regions');
  if (kept !== undefined) return kept.value;
  const regions = await readRegions();
  await offline.cache.put('regions', regions);
  return regions;
}

export function citiesOf(regions: Regions, province: string): Region[] {
  return regions.provinces.find((one) => one.code === province)?.cities ?? [];
}

export function countiesOf(regions: Regions, province: string, city: string): Region[] {
  const found = regions.provinces.find((one) => one.code === province)?.cities.find((one) => one.code === city);
  return found?.counties ?? [];
}
