import type { Whereabouts } from '../../api/types';
import { whereaboutsWords } from '../../words/whereabouts';

const OVERSEAS = 'HW0000';

/** The groups that are no province, as the server calls them. */
export const APART = { overseas: OVERSEAS, unsettled: 'unsettled', unregistered: 'unregistered' } as const;

type ApartKey = keyof typeof APART;

export const APART_KEYS = Object.keys(APART) as ApartKey[];

/** Every destination that somebody is at: provinces, most people first, then the groups apart. */
export function destinationsOf(told: Whereabouts): string[] {
  const apart = APART_KEYS.filter((key) => told[key] > 0).map((key) => APART[key]);
  return [...told.provinces.map((province) => province.code), ...apart];
}

/** What a destination is called. A province's name stands without 省 and the like where that is said anyway. */
export function nameOf(destination: string, told: Whereabouts): string {
  const apart = APART_KEYS.find((key) => APART[key] === destination);
  if (apart !== undefined) return whereaboutsWords.value.apart[apart];
  const province = told.provinces.find((one) => one.code === destination);
  return province === undefined ? destination : shortName(province.name);
}

export function shortName(province: string): string {
  return province.replace(/(壮族|回族|维吾尔)?自治区$|特别行政区$|[省市]$/, '');
}
