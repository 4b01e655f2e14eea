import { NotFound } from '../not-found';
import { lazyPage, type LazyPage } from '../ui/lazy';
import { match, Router, type RouteProps } from '../ui/router';

const PAGES: [pattern: string, page: LazyPage<RouteProps>][] = [
  ['/desk/:id?', lazyPage(() => import('../features/desk/desk-page'))],
  ['/overview/:id?', lazyPage(() => import('../features/overview/overview-page'))],
  ['/overview/:id/:figure', lazyPage(() => import('../features/overview/people-page'))],
  ['/today', lazyPage(() => import('../features/contacts/today-page'))],
  ['/today/:id', lazyPage(() => import('../features/contacts/person-page'))],
  ['/contacts', lazyPage(() => import('../features/contacts/contacts-page'))],
  ['/members', lazyPage(() => import('../features/members/members-page'))],
  ['/members/new', lazyPage(() => import('../features/members/new-member-page'))],
  ['/members/opening', lazyPage(() => import('../features/members/opening-page'))],
  ['/members/duplicates', lazyPage(() => import('../features/members/duplicates-page'))],
  ['/members/:id', lazyPage(() => import('../features/members/member-page'))],
  ['/members/:id/introduction', lazyPage(() => import('../features/ties/introduction-page'))],
  ['/members/:id/report/:kind', lazyPage(() => import('../features/reports/report-page'))],
  ['/members/:id/contact-card', lazyPage(() => import('../features/pairings/contact-cards-page'))],
  ['/pairings', lazyPage(() => import('../features/pairings/pairings-page'))],
  ['/contact-cards', lazyPage(() => import('../features/pairings/contact-cards-page'))],
  ['/trainings/new', lazyPage(() => import('../features/trainings/plan-page'))],
  ['/trainings/:id/plan', lazyPage(() => import('../features/trainings/plan-page'))],
  ['/trainings/:id?', lazyPage(() => import('../features/trainings/trainings-page'))],
  ['/contributions', lazyPage(() => import('../features/contributions/contributions-page'))],
  ['/screenings', lazyPage(() => import('../features/screenings/screenings-page'))],
  ['/screenings/:id', lazyPage(() => import('../features/screenings/round-page'))],
  ['/visits/new', lazyPage(() => import('../features/visits/record-page'))],
  ['/visits/made/:id?', lazyPage(() => import('../features/visits/made-page'))],
  ['/visits/made/:id/correct', lazyPage(() => import('../features/visits/record-page'))],
  ['/visits/:id?', lazyPage(() => import('../features/visits/visits-page'))],
  ['/needs/:id?', lazyPage(() => import('../features/needs/needs-page'))],
  ['/whereabouts', lazyPage(() => import('../features/whereabouts/whereabouts-page'))],
  ['/whereabouts/members', lazyPage(() => import('../features/whereabouts/away-page'))],
  ['/handoffs/:id?', lazyPage(() => import('../features/handoffs/handoffs-page'))],
  ['/lists/:which?', lazyPage(() => import('../features/lists/lists-page'))],
  ['/groups', lazyPage(() => import('../features/members/groups-page'))],
  ['/roster', lazyPage(() => import('../features/roster/roster-page'))],
  ['/dues', lazyPage(() => import('../features/dues/dues-page'))],
  ['/standing', lazyPage(() => import('../features/ties/standing-page'))],
  ['/standing/national', lazyPage(() => import('../features/ties/national-page'))],
  ['/handover', lazyPage(() => import('../features/ties/handover-page'))],
  ['/registers/summary', lazyPage(() => import('../features/registers/summary-page'))],
  ['/registers/packs', lazyPage(() => import('../features/registers/packs-page'))],
  ['/registers/prints', lazyPage(() => import('../features/registers/prints-page'))],
  ['/registers/sheets/:id?', lazyPage(() => import('../features/registers/sheets-page'))],
  ['/registers/:book?', lazyPage(() => import('../features/registers/registers-page'))],
  ['/webhooks', lazyPage(() => import('../features/webhooks/webhooks-page'))],
  ['/webhooks/:id', lazyPage(() => import('../features/webhooks/webhook-page'))],
  ['/jobs', lazyPage(() => import('../features/jobs/jobs-page'))],
  ['/more', lazyPage(() => import('./more-page'))],
  ['/invitations', lazyPage(() => import('../features/invitations/invitations-page'))],
  ['/accounts', lazyPage(() => import('../features/accounts/accounts-page'))],
  ['/inbox', lazyPage(() => import('../features/reminders/inbox-page'))],
  ['/robots', lazyPage(() => import('../features/reminders/robots-page'))],
  ['/systems', lazyPage(() => import('../features/systems/systems-page'))],
  ['/settings', lazyPage(() => import('../features/settings/settings-page'))],
];

/** Fetch the code of the page of an address before it is shown. */
export function fetchAhead(path: string): void {
  const found = PAGES.find(([pattern]) => match(pattern, path) !== null);
  found?.[1].ahead().catch(() => undefined);
}

/** The pages of those who work for a branch or a township. */
export default function WorkPages() {
  return <Router routes={PAGES} otherwise={NotFound} />;
}
