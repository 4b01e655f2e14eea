import type { Me } from '../api/types';
import {
  hasDuty,
  isLiaison,
  isMember,
  keepsContacts,
  mayDecide,
  mayConnectSystems,
  mayKeepAccounts,
  mayReadMembers,
  mayScreen,
  tendsInstallation,
  worksForBranch,
} from '../features/auth/roles';
import type { WorkWords } from '../words/work';
import type { WorkIconName } from './work-icon';

export interface Place {
  href: string;
  icon: WorkIconName;
  name: Exclude<keyof WorkWords['places'], 'more'>;
  allowed: (me: Me) => boolean;
}

export interface PlaceGroup {
  name: keyof WorkWords['groups'];
  places: Place[];
}

const everybody = () => true;

/** Every place of the work, in the order of the side bar and of the page 全部. A new page is one line here. */
export const GROUPS: PlaceGroup[] = [
  {
    name: 'daily',
    places: [
      { href: '/desk', icon: 'desk', name: 'desk', allowed: worksForBranch },
      { href: '/overview', icon: 'rings', name: 'overview', allowed: mayReadMembers },
      { href: '/today', icon: 'call', name: 'today', allowed: isLiaison },
      { href: '/contacts', icon: 'call', name: 'contacts', allowed: keepsContacts },
      { href: '/inbox', icon: 'letter', name: 'inbox', allowed: everybody },
      { href: '/trainings', icon: 'calendar', name: 'trainings', allowed: mayReadMembers },
      { href: '/screenings', icon: 'look', name: 'screenings', allowed: mayScreen },
      { href: '/visits', icon: 'heart', name: 'visits', allowed: mayScreen },
      { href: '/needs', icon: 'hand', name: 'needs', allowed: mayScreen },
      { href: '/handoffs', icon: 'meet', name: 'handoffs', allowed: worksForBranch },
      { href: '/contributions', icon: 'change', name: 'contributions', allowed: mayScreen },
    ],
  },
  {
    name: 'people',
    places: [
      { href: '/members', icon: 'people', name: 'members', allowed: mayReadMembers },
      { href: '/whereabouts', icon: 'globe', name: 'whereabouts', allowed: mayReadMembers },
      { href: '/standing', icon: 'steps', name: 'standing', allowed: mayReadMembers },
      { href: '/dues', icon: 'coin', name: 'dues', allowed: mayReadMembers },
      { href: '/pairings', icon: 'link', name: 'pairings', allowed: mayReadMembers },
      { href: '/roster', icon: 'table', name: 'roster', allowed: mayReadMembers },
      { href: '/groups', icon: 'meet', name: 'groups', allowed: mayReadMembers },
    ],
  },
  {
    name: 'books',
    places: [
      { href: '/registers', icon: 'book', name: 'registers', allowed: mayReadMembers },
      { href: '/registers/summary', icon: 'steps', name: 'summary', allowed: mayReadMembers },
      { href: '/lists', icon: 'table', name: 'lists', allowed: mayReadMembers },
      { href: '/registers/packs', icon: 'print', name: 'packs', allowed: mayReadMembers },
    ],
  },
  {
    name: 'upkeep',
    places: [
      { href: '/invitations', icon: 'letter', name: 'invitations', allowed: mayDecide },
      { href: '/accounts', icon: 'key', name: 'accounts', allowed: mayKeepAccounts },
      { href: '/systems', icon: 'globe', name: 'systems', allowed: mayConnectSystems },
      { href: '/settings', icon: 'sliders', name: 'settings', allowed: hasDuty },
      { href: '/robots', icon: 'meet', name: 'robots', allowed: mayDecide },
      { href: '/handover', icon: 'print', name: 'handover', allowed: mayDecide },
      { href: '/webhooks', icon: 'change', name: 'webhooks', allowed: tendsInstallation },
      { href: '/jobs', icon: 'steps', name: 'jobs', allowed: tendsInstallation },
    ],
  },
  {
    name: 'myself',
    places: [
      { href: '/', icon: 'pen', name: 'mine', allowed: isMember },
      { href: '/learning', icon: 'calendar', name: 'learning', allowed: isMember },
      { href: '/reports', icon: 'book', name: 'reports', allowed: isMember },
      { href: '/help', icon: 'hand', name: 'help', allowed: isMember },
      { href: '/me', icon: 'person', name: 'me', allowed: everybody },
    ],
  },
];

/** What stands in the bar below on a phone, as far as it may be opened: five fit. */
const BAR = ['/desk', '/today', '/members', '/contacts', '/', '/me'];
const MOST = 5;

export function groupsFor(me: Me): PlaceGroup[] {
  return GROUPS.map(({ name, places }) => ({ name, places: places.filter((place) => place.allowed(me)) })).filter(
    (group) => group.places.length > 0,
  );
}

/** The places of the bar below; where there are more than fit, the last but one opens the page with all of them. */
export function barFor(me: Me): (Place | 'more')[] {
  const places = groupsFor(me).flatMap((group) => group.places);
  const bar = BAR.flatMap((href) => places.filter((place) => place.href === href));
  if (places.length <= MOST) return places;
  return [...bar.filter((place) => place.href !== '/me').slice(0, MOST - 2), 'more', ...bar.slice(-1)];
}
