import { client, contentOf, once } from './client';
import type { Receipt, Setting } from './types';

/** Whose settings: a place's, or one member's. */
export type SettingPlace = { organization_id: string } | { member_id: string };

export type SettingValue = Setting['value'];

export function listSettings(place: SettingPlace): Promise<{ items: Setting[] }> {
  return contentOf(client.GET('/api/v1/settings', { params: { query: place } }));
}

/** Give a setting a value from a day on; null follows the node above again. */
export function setSetting(place: SettingPlace, key: string, value: SettingValue | null, fromOn: string): Promise<Receipt> {
  const body = { ...place, key, value, from_on: fromOn };
  return contentOf(client.POST('/api/v1/settings', { params: { header: once() }, body }));
}
