import { useState } from 'preact/hooks';
import type { Cluster, Whereabouts } from '../../api/types';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { whereaboutsWords } from '../../words/whereabouts';
import { listOf } from './links';

const FIRST = 5;

/** Members who share an employer or a county, in a sentence each: a hint, and a person judges. */
export function Clusters({ told }: { told: Whereabouts }) {
  const say = whereaboutsWords.value;
  if (told.employers.length + told.places.length === 0) {
    return <p class="soft">{say.noneTogether(told.cluster_members)}</p>;
  }
  return (
    <>
      <p class="soft small">{say.togetherHint(told.cluster_members)}</p>
      <Group node={told.organization.id} title={say.sameEmployer} clusters={told.employers} />
      <Group node={told.organization.id} title={say.sameCounty} clusters={told.places} />
    </>
  );
}

function Group({ node, title, clusters }: { node: string; title: string; clusters: Cluster[] }) {
  const say = whereaboutsWords.value;
  const [all, setAll] = useState(false);
  if (clusters.length === 0) return null;
  return (
    <div class="cluster-group">
      <h3>{title}</h3>
      <ul class="entries">
        {clusters.slice(0, all ? undefined : FIRST).map((cluster) => (
          <li key={`${cluster.city}/${cluster.county ?? cluster.employer}`}>
            <One node={node} cluster={cluster} />
          </li>
        ))}
      </ul>
      {!all && clusters.length > FIRST && (
        <Button look="quiet" onClick={() => setAll(true)}>
          {say.moreOf(clusters.length - FIRST)}
        </Button>
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
