import type { Setting } from '../../api/types';

/** Which settings belong together; what a later version adds stands under 其他 until it has its place here. */
const GROUPS: [group: string, keys: RegExp][] = [
  ['contact', /contact|late_entry|stronger_way|suspected|studied/],
  ['probation', /probation/],
  ['dues', /dues/],
  ['report', /report|card/],
  ['visit', /season|farming|harvest|need|visit|gift|screening/],
  ['life', /meeting|training|learning|video|minute_book|quorum|vote|lecture|party_day/],
  ['account', /invitation|idle|account|reveal|token|feed/],
  ['away', /floating|transfer|home_stay|detachment|removal|host_link|away/],
];

export function groupOf(key: string): string {
  return GROUPS.find(([, keys]) => keys.test(key))?.[0] ?? 'other';
}

/** The settings by group, groups in the order in which their first setting comes. */
export function byGroup(settings: Setting[]): [group: string, settings: Setting[]][] {
  const groups = new Map<string, Setting[]>();
  for (const setting of settings) {
    const group = groupOf(setting.key);
    groups.set(group, [...(groups.get(group) ?? []), setting]);
  }
  return [...groups.entries()];
}

const UNITS: [unit: string, keys: RegExp][] = [
  ['minutes', /minutes/],
  ['hours', /hours/],
  ['days', /days/],
  // A count per month is a number of times.
  ['times', /_per_|reports/],
  ['months', /months/],
  ['years', /years/],
];

/** What a number counts, as its key tells; none where the key does not say. */
export function unitOf(key: string): string | undefined {
  return UNITS.find(([, keys]) => keys.test(key))?.[0];
}
