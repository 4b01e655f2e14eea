import { useState } from 'preact/hooks';
import type { Cluster, Whereabouts } from '../../api/types';
import { listClusters, type Shared } from '../../api/whereabouts';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { whereaboutsWords } from '../../words/whereabouts';
import { listOf } from './links';

const FIRST = 5;

/** Members who share an employer or a county, in a sentence each: a hint, and a person judges. */
export function Clusters({ told }: { told: Whereabouts }) {
  const say = whereaboutsWords.value;
  if (told.employers.length + told.places.length === 0) {
    return <p class="soft">{say.noneTogether(told.cluster_members)}</p>;
  }
  const node = told.organization.id;
  return (
    <>
      <p class="soft small">{say.togetherHint(told.cluster_members)}</p>
      <Group key={`e/${told.as_of}`} node={node} by="employer" first={told.employers} total={told.employers_total} />
      <Group key={`c/${told.as_of}`} node={node} by="county" first={told.places} total={told.places_total} />
    </>
  );
}

interface GroupProps {
  node: string;
  by: Shared;
  first: Cluster[];
  total: number;
}

/** The largest first; the picture brings some, and the others are fetched when somebody wants them. */
function Group({ node, by, first, total }: GroupProps) {
  const say = whereaboutsWords.value;
  const [shown, setShown] = useState(FIRST);
  const [known, setKnown] = useState(first);
  const [busy, setBusy] = useState(false);
  if (total === 0) return null;

  async function more(): Promise<void> {
    const next = shown === FIRST ? first.length : shown + first.length;
    setBusy(true);
    try {
      let clusters = known;
      if (next > known.length && known.length < total) {
        const page = await listClusters(node, by, known.length);
        clusters = [...known, ...page.items];
      }
      setKnown(clusters);
      setShown(clusters.length);
    } catch (error) {
      tell(sentenceOf(error));
    }
    setBusy(false);
  }

  const here = known.slice(0, shown);
  return (
    <div class="cluster-group">
      <h3>{by === 'employer' ? say.sameEmployer : say.sameCounty}</h3>
      <ul class="entries">
        {here.map((cluster) => (
          <li key={`${cluster.city}/${cluster.county ?? cluster.employer}`}>
            <One node={node} cluster={cluster} />
          </li>
        ))}
      </ul>
      {here.length < total && (
        <div class="cluster-more">
          <span class="soft small">{say.largestOf(here.length, total)}</span>
          <Button look="quiet" busy={busy} onClick={() => void more()}>
            {say.showMore}
          </Button>
        </div>
      )}
    </div>
  );
}

function One({ node, cluster }: { node: string; cluster: Cluster }) {
  const say = whereaboutsWords.value;
  const { city, county, employer, place_name: place } = cluster;
  const figure = employer === null ? { county: county ?? city } : { city, employer };
  const known = [
    cluster.branches > 1 && say.fromBranches(cluster.branches),
    cluster.registered > 0 && say.registered(cluster.registered),
    cluster.liaisons > 0 && say.liaisons(cluster.liaisons),
  ].filter((part): part is string => part !== false);
  return (
    <a class="entry" href={listOf(node, figure)}>
      <span>
        <span>
          {employer === null ? say.atCounty(cluster.count, place) : say.atEmployer(cluster.count, place, employer)}
        </span>
        {known.length > 0 && <span class="soft small">{known.join(' · ')}</span>}
      </span>
      <Icon name="chevron" />
    </a>
  );
}
