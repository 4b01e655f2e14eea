import type { Me } from './api/types';
import { isMember, mayDecide, mayReadMembers, worksForBranch } from './features/auth/roles';
import { lazyPage } from './ui/lazy';
import { Mark } from './ui/mark';
import { Icon, type IconName } from './ui/icon';
import { address } from './ui/router';
import { words } from './words';
import type { Words } from './words/zh';

/** Members have one branch and no use for it. */
const WorkplaceChoice = lazyPage(() => import('./features/auth/workplace-choice'));

interface Place {
  href: string;
  icon: IconName;
  name: keyof Words['nav'];
  /** Shown in the side bar only: on a phone the way there leads over another page. */
  wide?: boolean;
}

function branchPlaces(me: Me): Place[] {
  return [
    ...(worksForBranch(me) ? [{ href: '/desk', icon: 'desk', name: 'desk' } as const] : []),
    ...(mayReadMembers(me)
      ? [
          { href: '/members', icon: 'people', name: 'members' } as const,
          { href: '/roster', icon: 'table', name: 'roster', wide: true } as const,
        ]
      : []),
    ...(mayDecide(me) ? [{ href: '/invitations', icon: 'letter', name: 'invitations', wide: true } as const] : []),
  ];
}

function ownPlaces(me: Me): Place[] {
  const works = branchPlaces(me).length > 0;
  return [
    ...(isMember(me)
      ? [
          { href: '/', icon: works ? 'pen' : 'home', name: works ? 'mine' : 'home' } as const,
          { href: '/reports', icon: 'book', name: 'reports', wide: works } as const,
        ]
      : []),
    { href: '/me', icon: 'person', name: 'me' },
  ];
}

/** One navigation for all roles of a person: a bar below on a phone, a side bar from 900 px. */
export function Nav({ me }: { me: Me }) {
  const { nav, common } = words.value;
  const work = branchPlaces(me);
  const own = ownPlaces(me);
  return (
    <nav class="nav" aria-label={nav.label}>
      <p class="brand nav-wide">
        <Mark />
        {common.product}
      </p>
      {work.length > 0 && (
        <div class="nav-place nav-wide">
          <WorkplaceChoice />
        </div>
      )}
      <Places places={work} />
      {work.length > 0 && <p class="nav-group nav-wide">{nav.myself}</p>}
      <Places places={own} />
    </nav>
  );
}

function Places({ places }: { places: Place[] }) {
  const { path } = address.value;
  return (
    <>
      {places.map((place) => {
        const here = path === place.href || (place.href !== '/' && path.startsWith(`${place.href}/`));
        return (
          <a
            key={place.href}
            href={place.href}
            class={`nav-link${place.wide === true ? ' nav-wide' : ''}`}
            aria-current={here ? 'page' : undefined}
          >
            <Icon name={place.icon} />
            <span>{words.value.nav[place.name]}</span>
          </a>
        );
      })}
    </>
  );
}
