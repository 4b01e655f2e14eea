import type { Me } from '../api/types';
import WorkplaceChoice from '../features/auth/workplace-choice';
import { isHere } from '../nav';
import { later } from '../ui/later';
import { lazyPage, Nothing } from '../ui/lazy';
import { workWords } from '../words/work';
import { barFor, GROUPS, groupsFor, type Place } from './places';
import { WorkIcon } from './work-icon';

/** It comes after the first page, which nobody lets wait for it. */
const UnreadMark = lazyPage<{ dot?: boolean }>(
  () => later().then(() => import('../features/reminders/unread-mark')),
  Nothing,
);

/** The menu of whoever works for a branch: groups in the side bar, the five nearest places in the bar below. */
export default function WorkNav({ me }: { me: Me }) {
  const { places, groups } = workWords.value;
  const bar = barFor(me);
  return (
    <>
      <div class="nav-place nav-wide">
        <WorkplaceChoice />
      </div>
      <div class="nav-side">
        {groupsFor(me).map((group) => (
          <div key={group.name} class="nav-section">
            {group.name !== 'daily' && <p class="nav-group">{groups[group.name]}</p>}
            {group.places.map((place) => (
              <Link key={place.href} place={place} />
            ))}
          </div>
        ))}
      </div>
      <div class="nav-bar">
        {bar.map((place) =>
          place === 'more' ? (
            <a key="more" href="/more" class="nav-link" aria-current={isElsewhere(bar) ? 'page' : undefined}>
              <WorkIcon name="all" />
              <span>{places.more}</span>
              <UnreadMark dot />
            </a>
          ) : (
            <Link key={place.href} place={place} />
          ),
        )}
      </div>
    </>
  );
}

function Link({ place }: { place: Place }) {
  return (
    <a href={place.href} class="nav-link" aria-current={isNearest(place.href) ? 'page' : undefined}>
      <WorkIcon name={place.icon} />
      <span>{workWords.value.places[place.name]}</span>
      {place.href === '/inbox' && <UnreadMark />}
    </a>
  );
}

/** Whether a place is the one that is open, and no other one lies nearer below it. */
function isNearest(href: string): boolean {
  const below = GROUPS.flatMap(({ places }) => places).some((place) => place.href.startsWith(`${href}/`) && isHere(place.href));
  return isHere(href) && (href === '/' || !below);
}

/** Whatever has no place of its own in the bar is found behind 全部. */
function isElsewhere(bar: (Place | 'more')[]): boolean {
  return bar.every((place) => place === 'more' || !isHere(place.href));
}
