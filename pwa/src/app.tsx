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
const Shell = lazyPage<{ me: Me }>(() => import('./shell'));

/** Fetch the code of the first screen of whoever was here before, who most likely still is, while the server is asked. */
export function fetchAhead(): void {
  const before = localStorage.getItem(FIRST_PAGE);
  if (before === null) return;
  Promise.all([import('./shell'), Shell.ahead()]).then(([shell]) => shell.fetchAhead(before), () => undefined);
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
