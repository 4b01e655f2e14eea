import { useLocation } from 'preact-iso/router';
import type { Me } from './api/types';
import { isMember, mayDecide, mayReadMembers, worksForBranch } from './features/auth/roles';
import { branch, chooseWorkplace, organizations, workplace, workplaceName } from './features/auth/workplace';
import { Mark } from './ui/mark';
import { Icon, type IconName } from './ui/icon';
import { words } from './words';
import type { Words } from './words/zh';

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
  const { path } = useLocation();
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

/** Where somebody is working; whoever has one organization only reads its name. */
export function WorkplaceChoice() {
  if (organizations.value.length < 2) return <p class="workplace">{workplaceName.value}</p>;
  return (
    <select
      class={`input workplace${branch.value === null ? ' whole' : ''}`}
      aria-label={words.value.nav.workplace}
      value={workplace.value}
      onChange={(event) => chooseWorkplace(event.currentTarget.value)}
    >
      {organizations.value.map((organization) => (
        <option key={organization.id} value={organization.id}>
          {organization.name}
        </option>
      ))}
    </select>
  );
}
