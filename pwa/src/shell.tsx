import { useEffect, useState } from 'preact/hooks';
import type { Me } from './api/types';
import { firstPage, mayOpen } from './features/auth/roles';
import { session } from './features/auth/session';
import { HomePage } from './features/home/home-page';
import { online } from './features/outbox/store';
import { Nav } from './nav';
import { NotFound } from './not-found';
import { lazyPage } from './ui/lazy';
import { address, match, navigate, Router, type Route } from './ui/router';
import { Loading } from './ui/states';
import { words } from './words';

const PAGES: Route[] = [
  ['/', HomePage],
  ['/report/:kind', lazyPage(() => import('./features/reports/report-page'))],
  ['/reports', lazyPage(() => import('./features/reports/reports-page'))],
  ['/reports/:id', lazyPage(() => import('./features/reports/my-report-page'))],
  ['/contact-card', lazyPage(() => import('./features/pairings/contact-card-page'))],
  ['/help', lazyPage(() => import('./features/needs/help-page'))],
  ['/learning', lazyPage(() => import('./features/learning/learning-page'))],
  ['/outbox', lazyPage(() => import('./features/outbox/outbox-page'))],
  ['/me', lazyPage(() => import('./features/me/me-page'))],
  ['/me/readings', lazyPage(() => import('./features/me/readings-page'))],
];

/** The pages of the branch's work: members never fetch their list. */
const WorkPages = lazyPage(() => import('./work/work-pages'));

/** Fetch the page that will most likely open, beside everything that has to come before it. */
export function fetchAhead(first: string): void {
  const path = address.value.path === '/' ? first : address.value.path;
  if (PAGES.some(([pattern]) => match(pattern, path) !== null)) return;
  WorkPages.ahead().then(() => import('./work/work-pages')).then((pages) => pages.fetchAhead(path), () => undefined);
}

/** What somebody who is signed in moves in: the navigation, and the page of the address. */
export default function Shell({ me }: { me: Me }) {
  const { path } = address.value;
  const allowed = mayOpen(path, me);
  const [arrived, setArrived] = useState(false);
  const atTheDoor = path === '/sign-in' || (path === '/' && (!arrived || !allowed));
  const elsewhere = atTheDoor && firstPage(me) !== path ? firstPage(me) : null;

  useEffect(() => {
    setArrived(true);
    if (elsewhere !== null) navigate(elsewhere, true);
  }, [elsewhere]);

  return (
    <div class={/(^|\/)report\//.test(path) ? 'shell alone' : 'shell'}>
      <a class="skip" href="#content">
        {words.value.nav.skip}
      </a>
      <Nav me={me} />
      <main class="main" id="content" tabIndex={-1}>
        <NetworkLine />
        {elsewhere !== null ? <Loading /> : allowed ? <Router routes={PAGES} otherwise={WorkPages} /> : <NotFound />}
      </main>
    </div>
  );
}

function NetworkLine() {
  const now = session.value;
  if (online.value && !(now.state === 'in' && !now.live)) return null;
  return (
    <p class="note network" role="status">
      {words.value.outbox.offline}
    </p>
  );
}
