import { readRings, type Ring } from '../../api/overview';
import { dateInWords, shortDate } from '../../ui/dates';
import { Failure, Loading } from '../../ui/states';
import { overviewWords } from '../../words/overview';
import { useFresh } from './fresh';
import { Difficulties } from './overview-page';
import { RingPicture } from './ring-picture';

/** 五常 and 五难 of one branch. */
export default function BranchRings({ branchId }: { branchId: string }) {
  const say = overviewWords.value;
  const { value, error, look } = useFresh(`rings/${branchId}`, (tag) => readRings(branchId, tag));
  if (value === undefined) return error === undefined ? <Loading /> : <Failure error={error} onRetry={look} />;
  return (
    <>
      <section class="stack">
        <div>
          <h2>{say.rings}</h2>
          <p class="soft small">{say.ringsLead}</p>
        </div>
        <ul class="rings">
          {value.rings.map((ring) => (
            <OneRing key={ring.key} ring={ring} branchId={branchId} />
          ))}
        </ul>
        <details class="formulas">
          <summary>{say.formulaTitle}</summary>
          <dl>
            {value.rings.map((ring) => (
              <div key={ring.key}>
                <dt>{say.ringNames[ring.key]}</dt>
                <dd>{ring.formula}</dd>
              </div>
            ))}
          </dl>
        </details>
      </section>
      <Difficulties told={value.difficulties} />
    </>
  );
}

function OneRing({ ring, branchId }: { ring: Ring; branchId: string }) {
  const say = overviewWords.value;
  const name = say.ringNames[ring.key];
  const beneath = (
    <>
      <RingPicture done={ring.numerator} of={ring.denominator} />
      <strong>{name}</strong>
      <span class="soft small">{ring.missing ?? ring.about ?? (ring.from_on === null ? '' : say.since(shortDate(ring.from_on)))}</span>
      {ring.unregistered > 0 && <span class="soft small">{say.unregistered(ring.unregistered)}</span>}
    </>
  );
  return (
    <li>
      {ring.missing === null ? <a href={`/overview/${branchId}/ring-${ring.key}`}>{beneath}</a> : <div>{beneath}</div>}
    </li>
  );
}

export function periodOf(ring: Ring): string {
  if (ring.from_on === null || ring.to_on === null) return '';
  // With two years in it, both days say theirs.
  const write = ring.from_on.slice(0, 4) === ring.to_on.slice(0, 4) ? shortDate : dateInWords;
  return overviewWords.value.period(write(ring.from_on), write(ring.to_on));
}
