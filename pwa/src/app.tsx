import type { Me } from './api/types';
import { FIRST_PAGE, session } from './features/auth/session';
import { Mark } from './ui/mark';
import { lazyPage } from './ui/lazy';
import { address } from './ui/router';
import { Toasts } from './ui/toast';
import { UpdateOffer } from './ui/update';
import { words } from './words';

const InvitationPage = lazyPage(() => import('./features/auth/invitation-page'));
const SignInPage = lazyPage(() => import('./features/auth/sign-in-page'));
const loadShell = () => import('./shell');
const Shell = lazyPage<{ me: Me }>(loadShell);

/** Whoever was here before most likely still is: the code of their first screen comes while the server is asked. */
const before = localStorage.getItem(FIRST_PAGE);
if (before !== null) {
  // Beside the shell, not after it, where the first page is one of the branch's work.
  if (before !== '/') void import('./work/work-pages').catch(() => undefined);
  loadShell().then((shell) => shell.fetchAhead(before), () => undefined);
}

export function App() {
  return (
    <>
      <Door />
      <Toasts />
      <UpdateOffer />
    </>
  );
}

/** Decide what somebody sees before any page: their invitation, the sign-in, or the app. */
function Door() {
  const { path } = address.value;
  const now = session.value;
  if (path === '/i') return <InvitationPage />;
  if (now.state === 'in') return <Shell me={now.me} />;
  return now.state === 'opening' ? <Opening /> : <SignInPage />;
}

function Opening() {
  return (
    <p class="opening" role="status">
      <span class="brand">
        <Mark />
        {words.value.common.product}
      </span>
    </p>
  );
}
