import type { Me } from './api/types';
import { isMember, worksHere } from './features/auth/roles';
import { Icon, type IconName } from './ui/icon';
import { lazyPage, Nothing } from './ui/lazy';
import { Mark } from './ui/mark';
import { address } from './ui/router';
import { words } from './words';

/** Members fetch nothing of it: whoever works for a branch, and liaisons, get a menu of their own. */
const WorkNav = lazyPage<{ me: Me }>(() => import('./work/work-nav'), Nothing);

/** One navigation for all roles of a person: a bar below on a phone, a side bar from 900 px. */
export function Nav({ me }: { me: Me }) {
  const { nav, common } = words.value;
  return (
    <nav class="nav" aria-label={nav.label}>
      <p class="brand nav-wide">
        <Mark />
        {common.product}
      </p>
      {worksHere(me) ? <WorkNav me={me} /> : <OwnPlaces me={me} />}
    </nav>
  );
}

function OwnPlaces({ me }: { me: Me }) {
  const { nav } = words.value;
  return (
    <>
      {isMember(me) && <Place href="/" icon="home" name={nav.home} />}
      {isMember(me) && <Place href="/learning" icon="people" name={nav.learning} />}
      {isMember(me) && <Place href="/reports" icon="book" name={nav.reports} />}
      <Place href="/me" icon="person" name={nav.me} />
    </>
  );
}

function Place({ href, icon, name }: { href: string; icon: IconName; name: string }) {
  return (
    <a href={href} class="nav-link" aria-current={isHere(href) ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{name}</span>
    </a>
  );
}

/** Whether the page that is open lies at an address or below it. */
export function isHere(href: string): boolean {
  const { path } = address.value;
  return path === href || (href !== '/' && path.startsWith(`${href}/`));
}
