import { listAwayPeriods } from '../../api/standing';
import type { AwayPeriod } from '../../api/types';
import { dateInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { Failure, Loading } from '../../ui/states';
import { officeWords } from '../../words/office';
import { partOf } from '../home/standing-sentence';
import { CardLine } from './card-line';

/** The away periods of a member: from when to when, where, and with which card. */
export function AwayPeriods({ memberId }: { memberId: string }) {
  const { members: say } = officeWords.value;
  const load = useLoad(memberId, () => listAwayPeriods(memberId));
  const periods = load.value?.items;
  return (
    <section class="card stack">
      <h2>{say.awayPeriods}</h2>
      {periods === undefined && load.error === undefined && <Loading />}
      {periods === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {periods?.length === 0 && <p class="soft">{say.noAwayPeriods}</p>}
      {periods?.map((period) => (
        <Period key={period.id} period={period} onChanged={load.reload} />
      ))}
    </section>
  );
}

function Period({ period, onChanged }: { period: AwayPeriod; onChanged: () => void }) {
  const { members: say } = officeWords.value;
  const from = period.departed_text ?? dateInWords(partOf(period.departed_on ?? '', period.departed_precision));
  const to = period.returned_on === null ? say.ongoing : dateInWords(period.returned_on);
  return (
    <div>
      <p class="number">
        {from} – {to}
      </p>
      <p class="soft">{[period.place_name, period.employer].filter(Boolean).join(' · ')}</p>
      <CardLine period={period} onChanged={onChanged} />
    </div>
  );
}
