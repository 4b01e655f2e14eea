import { useEffect, useRef } from 'preact/hooks';
import { readWhereabouts } from '../../api/whereabouts';
import type { Whereabouts } from '../../api/types';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { lazyPage, Nothing } from '../../ui/lazy';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate, type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { whereaboutsWords } from '../../words/whereabouts';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { Bars, type Bar } from './bars';
import { Clusters } from './clusters';
import { FlowTable } from './flow-table';
import { listOf, pictureOf } from './links';
import { APART, APART_KEYS, nameOf } from './names';
import './whereabouts.css';

const FlowPicture = lazyPage<{ told: Whereabouts }>(() => import('./flow-picture'), Nothing);

/** 人在哪里: by province and city, from home to there, who is together; every figure opens its list. */
export default function WhereaboutsPage({ query }: RouteProps) {
  const say = whereaboutsWords.value;
  const node = query['at'] ?? workplace.value ?? '';
  const province = query['province'];
  const load = useLoad(`${node}/${province ?? ''}`, () => readWhereabouts(node, province));
  const told = load.value;
  useFollowing(query['at']);

  return (
    <div class="whereabouts stack wide">
      <div class="stack tight">
        <PageHead title={say.title}>
          {told !== undefined && (
            <Button look="quiet" onClick={() => window.print()}>
              {say.print}
            </Button>
          )}
        </PageHead>
        <div class="desk-place no-print">
          <WorkplaceChoice />
        </div>
        {told !== undefined && told.above.length > 0 && <Path told={told} />}
      </div>
      {told === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {told === undefined && load.error === undefined && <Loading />}
      {told !== undefined && told.away === 0 && (
        <Empty icon="people" title={say.nobody}>
          <p>{say.nobodyHint}</p>
        </Empty>
      )}
      {told !== undefined && told.away > 0 && <Picture told={told} province={province} />}
    </div>
  );
}

/** Whoever chooses another place of work in the menu sees that one, whatever the address said before. */
function useFollowing(at: string | undefined): void {
  const before = useRef(workplace.value);
  const chosen = workplace.value;
  useEffect(() => {
    if (before.current !== undefined && before.current !== chosen && chosen !== undefined && at !== undefined) {
      navigate('/whereabouts', true);
    }
    before.current = chosen;
  }, [chosen]);
}

function Path({ told }: { told: Whereabouts }) {
  const say = whereaboutsWords.value;
  return (
    <nav aria-label={say.path}>
      <ol class="levels">
        {told.above.map((node) => (
          <li key={node.id}>
            <a href={pictureOf(node.id)}>{node.name}</a>
          </li>
        ))}
        <li aria-current="true">{told.organization.name}</li>
      </ol>
    </nav>
  );
}

function Picture({ told, province }: { told: Whereabouts; province: string | undefined }) {
  const say = whereaboutsWords.value;
  const node = told.organization.id;
  return (
    <>
      <p class="whereabouts-lead">
        <a href={listOf(node, {})}>{say.lead(told.members, told.away)}</a>
        <span class="soft small">{say.asOf(momentInWords(told.as_of))}</span>
      </p>
      <div class="whereabouts-halves">
        <section class="stack tight">
          {province === undefined ? <Provinces told={told} /> : <Cities told={told} province={province} />}
        </section>
        <section class="stack tight">
          <h2>{say.together}</h2>
          <Clusters told={told} />
        </section>
      </div>
      <section class="stack">
        <h2>{say.flows}</h2>
        <FlowPicture told={told} />
        <FlowTable told={told} />
      </section>
      <section class="stack tight whereabouts-industries">
        <h2>{say.industries}</h2>
        <p class="soft small">{say.industriesHint}</p>
        <Bars
          label={say.industries}
          bars={told.industries.map(({ code, count }) => ({
            key: code,
            name: say.industry[code],
            count,
            list: listOf(node, { industry: code }),
            quiet: code === 'other' || code === 'none',
          }))}
        />
      </section>
    </>
  );
}

function Provinces({ told }: { told: Whereabouts }) {
  const say = whereaboutsWords.value;
  const node = told.organization.id;
  const bars: Bar[] = told.provinces.map(({ code, count }) => ({
    key: code,
    name: nameOf(code, told),
    count,
    further: pictureOf(node, code),
    list: listOf(node, { province: code }),
  }));
  for (const key of APART_KEYS) {
    bars.push({ key, name: say.apart[key], count: told[key], list: listOf(node, { province: APART[key] }), quiet: true });
  }
  return (
    <>
      <h2>{say.provinces}</h2>
      <Bars bars={bars} label={say.provinces} />
    </>
  );
}

function Cities({ told, province }: { told: Whereabouts; province: string }) {
  const say = whereaboutsWords.value;
  const node = told.organization.id;
  const name = told.provinces.find((one) => one.code === province)?.name ?? province;
  return (
    <>
      <a class="up no-print" href={pictureOf(node)}>
        <Icon name="left" />
        {say.allProvinces}
      </a>
      <h2>{say.citiesOf(name)}</h2>
      <Bars
        label={say.citiesOf(name)}
        bars={told.cities.map((city) => ({
          key: city.code,
          name: city.known ? city.name : say.cityUnknown,
          count: city.count,
          list: listOf(node, { province, city: city.code }),
          quiet: !city.known,
        }))}
      />
    </>
  );
}
