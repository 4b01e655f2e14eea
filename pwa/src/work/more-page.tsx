import { me } from '../features/auth/session';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { hintsWords } from '../words/hints';
import { workWords } from '../words/work';
import WorkplaceChoice from '../features/auth/workplace-choice';
import { groupsFor } from './places';
import { WorkIcon } from './work-icon';
import './more.css';

/** 全部: every place of the work with a word on what it is for, for phones, whose bar holds five. */
export default function MorePage() {
  const person = me.value;
  const { places, groups } = workWords.value;
  const hints = hintsWords.value;
  if (person === null) return null;
  return (
    <div class="more stack wide">
      <PageHead title={places.more}>
        <WorkplaceChoice />
      </PageHead>
      {groupsFor(person).map((group) => (
        <section key={group.name}>
          <h2 class="more-group">{groups[group.name]}</h2>
          <div class="entries">
            {group.places.map((place) => (
              <a key={place.href} href={place.href} class="entry">
                <WorkIcon name={place.icon} />
                <span>
                  <strong>{places[place.name]}</strong>
                  <span class="soft small">{hints[place.name]}</span>
                </span>
                <Icon name="chevron" />
              </a>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
