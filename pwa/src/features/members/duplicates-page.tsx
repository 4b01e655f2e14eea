import { listPairs } from '../../api/keeping';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { keepingWords } from '../../words/keeping';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { PairCard } from './pair-card';
import './duplicates.css';

/** Records that may be one person, two by two; a person decides. */
export default function DuplicatesPage() {
  const { duplicates: say } = keepingWords.value;
  const place = workplace.value ?? '';
  const load = useLoad(`pairs/${place}`, () => listPairs(place));
  const pairs = load.value?.items;
  return (
    <div class="stack duplicates">
      <PageHead title={say.title} back={goBack} />
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      {pairs === undefined && load.error === undefined && <Loading />}
      {pairs === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {pairs?.length === 0 && (
        <Empty icon="check" title={say.none}>
          <p>{say.noneHint}</p>
        </Empty>
      )}
      {pairs !== undefined && pairs.length > 0 && (
        <>
          <p class="soft">{say.lead}</p>
          {pairs.map((pair) => (
            <PairCard key={pair.members.map((one) => one.id).join('/')} pair={pair} onDecided={load.reload} />
          ))}
        </>
      )}
    </div>
  );
}
