import type { Me, Role } from '../../api/types';

/** Who may open which part of the app. The server decides for itself; this only spares people closed doors. */

const BRANCH_WORK: Role[] = ['officer', 'secretary', 'recorder'];

export function hasRole(me: Me, ...roles: Role[]): boolean {
  return me.roles.some((grant) => roles.includes(grant.role));
}

export function isMember(me: Me): boolean {
  return me.membership_id !== null;
}

/** Whether somebody has a desk: officer, secretary and recorder. */
export function worksForBranch(me: Me): boolean {
  return hasRole(me, ...BRANCH_WORK);
}

/** Whether somebody may accept or send back; a recorder prepares and accepts nothing. */
export function mayDecide(me: Me): boolean {
  return hasRole(me, 'officer', 'secretary');
}

/** Whether somebody may look through the members of a branch. */
export function mayReadMembers(me: Me): boolean {
  return worksForBranch(me) || hasRole(me, 'auditor');
}

/** Whether somebody sees rounds of screening: the branch's workers, whoever reads its books, and liaisons. */
export function mayScreen(me: Me): boolean {
  return mayReadMembers(me) || me.liaison_today;
}

/** Whether somebody may open visits and needs: a member without a duty may be asked to go, or to see to a need. */
export function mayVisit(me: Me): boolean {
  return mayScreen(me) || isMember(me);
}

/** Whether somebody is paired with a member away today. */
export function isLiaison(me: Me): boolean {
  return me.liaison_today;
}

/** Whether somebody sees the branch's whole work list of contacts. */
export function keepsContacts(me: Me): boolean {
  return hasRole(me, 'secretary', 'recorder');
}

/** Whether somebody has more to do here than their own record: the menu is then that of the work. */
export function worksHere(me: Me): boolean {
  return me.roles.length > 0 || me.liaison_today;
}

/** Whether somebody sees who holds which duty, and may change some of it. */
export function mayKeepAccounts(me: Me): boolean {
  return hasRole(me, 'officer', 'secretary', 'admin');
}

/** Whether somebody may connect other systems. */
export function mayConnectSystems(me: Me): boolean {
  return hasRole(me, 'officer', 'admin');
}

/** Whether somebody may decide otherwise than the default. */
export const mayMakeSettings = mayKeepAccounts;

/** Whether somebody looks after what runs by itself: webhooks, and the work in the background. */
export function tendsInstallation(me: Me): boolean {
  return hasRole(me, 'officer', 'admin');
}

/** Whether somebody holds any duty, beyond being a member or a liaison. */
export function hasDuty(me: Me): boolean {
  return me.roles.length > 0;
}

export function firstPage(me: Me): string {
  if (worksForBranch(me)) return '/desk';
  if (isLiaison(me)) return '/today';
  if (isMember(me)) return '/';
  if (mayReadMembers(me)) return '/members';
  return mayKeepAccounts(me) ? '/accounts' : '/me';
}

const GUARDED: [prefix: string, allowed: (me: Me) => boolean][] = [
  ['/more', worksHere],
  ['/webhooks', tendsInstallation],
  ['/jobs', tendsInstallation],
  ['/desk', worksForBranch],
  ['/overview', mayReadMembers],
  ['/today', isLiaison],
  ['/contacts', keepsContacts],
  ['/members/opening', worksForBranch],
  ['/members/duplicates', mayDecide],
  ['/members', mayReadMembers],
  ['/pairings', mayReadMembers],
  ['/contact-cards', mayReadMembers],
  ['/contact-card', isMember],
  ['/trainings/new', worksForBranch],
  ['/trainings', mayReadMembers],
  ['/learning', isMember],
  ['/screenings', mayScreen],
  ['/contributions', (me) => isMember(me) || mayReadMembers(me)],
  ['/visits', mayVisit],
  ['/needs', mayVisit],
  ['/help', isMember],
  ['/standing/national', worksForBranch],
  ['/standing', mayReadMembers],
  ['/dues', mayReadMembers],
  ['/whereabouts', mayReadMembers],
  ['/handover', mayDecide],
  ['/groups', mayReadMembers],
  ['/registers/sheets', worksForBranch],
  ['/registers', mayReadMembers],
  ['/roster', mayReadMembers],
  ['/invitations', mayDecide],
  ['/accounts', mayKeepAccounts],
  ['/systems', mayConnectSystems],
  ['/settings', hasDuty],
  ['/robots', mayDecide],
  ['/report/', isMember],
  ['/reports', isMember],
];

/** Whether a page is this person's to open; the member's home belongs to members. */
export function mayOpen(path: string, me: Me): boolean {
  if (path === '/') return isMember(me);
  const guard = GUARDED.find(([prefix]) => path.startsWith(prefix));
  return guard === undefined || guard[1](me);
}
