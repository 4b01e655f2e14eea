import { readOverview, readRing, type RingList } from '../../api/overview';
import { momentInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { overviewWords } from '../../words/overview';
import { useFresh } from './fresh';
import { Path } from './path';
import { RingPicture } from './ring-picture';
import { periodOf } from './rings';

const STATES = ['open', 'unregistered', 'done'] as const;

/** One ring with everybody it counts. */
export default function RingPage({ branchId, ring }: { branchId: string; ring: string }) {
  const say = overviewWords.value;
  const place = useFresh(`overview/${branchId}`, (tag) => readOverview(branchId, tag));
  const load = useLoad(`ring/${branchId}/${ring}/${place.value?.as_of ?? ''}`, () => readRing(branchId, ring));
  return (
    <div class="overview stack">
      {place.value !== undefined && <Path path={place.value.path} leaf />}
      <PageHead title={say.ringNames[ring] ?? say.rings} back={() => navigate(`/overview/${branchId}`)} />
      {load.value === undefined && (load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />)}
      {load.value !== undefined && <Told list={load.value} />}
    </div>
  );
}

function Told({ list }: { list: RingList }) {
  const say = overviewWords.value;
  const { ring, items } = list;
  return (
    <>
      <div class="ring-head">
        <RingPicture done={ring.numerator} of={ring.denominator} />
        <div class="stack tight">
          {(ring.about ?? '') !== '' && <strong>{ring.about}</strong>}
          <p>{ring.formula}</p>
          <p class="soft small">{[periodOf(ring), say.asOf(momentInWords(list.as_of))].filter(Boolean).join(' · ')}</p>
        </div>
      </div>
      {items.length === 0 && <Empty icon="people" title={ring.missing ?? say.emptyList} />}
      {STATES.map((state) => {
        const here = items.filter((item) => item.state === state);
        if (here.length === 0) return null;
        return (
          <section class="people" key={state}>
            <h2>
              {say.states[state]} <span class="soft number">{here.length}</span>
            </h2>
            <ul class="entries">
              {here.map((item) => (
                <li class="person" key={item.member_id}>
                  <a href={`/members/${item.member_id}`}>
                    <strong>{item.member_name}</strong>
                    <span class="soft">{item.sentence}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
