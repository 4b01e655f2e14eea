import { useSignal } from '@preact/signals';
import { listAwayPeriods } from '../../api/standing';
import type { AwayPeriod } from '../../api/types';
import { Button } from '../../ui/button';
import { dateInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { Failure, Loading } from '../../ui/states';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';
import { mayDecide } from '../auth/roles';
import { me } from '../auth/session';
import { partOf } from '../home/standing-sentence';
import { CardLine } from './card-line';
import { CorrectionDialog } from './correction-dialog';

interface AwayPeriodsProps {
  memberId: string;
  /** A correction may change how the member stands. */
  onChanged: () => void;
}

/** The away periods of a member: from when to when, where, and with which card. */
export function AwayPeriods({ memberId, onChanged }: AwayPeriodsProps) {
  const { members: say } = officeWords.value;
  const load = useLoad(memberId, () => listAwayPeriods(memberId));
  const periods = load.value?.items;
  const changed = () => {
    load.reload();
    onChanged();
  };
  return (
    <section class="card stack">
      <h2>{say.awayPeriods}</h2>
      {periods === undefined && load.error === undefined && <Loading />}
      {periods === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {periods?.length === 0 && <p class="soft">{say.noAwayPeriods}</p>}
      {periods?.map((period) => (
        <Period key={period.id} period={period} onChanged={changed} />
      ))}
    </section>
  );
}

function Period({ period, onChanged }: { period: AwayPeriod; onChanged: () => void }) {
  const { members: say } = officeWords.value;
  const correcting = useSignal(false);
  const decides = me.value !== null && mayDecide(me.value);
  const from = period.departed_text ?? dateInWords(partOf(period.departed_on ?? '', period.departed_precision));
  const to = period.returned_on === null ? say.ongoing : dateInWords(period.returned_on);
  return (
    <div>
      <p class="number">
        {from} – {to}
      </p>
      <p class="soft">{[period.place_name, period.employer].filter(Boolean).join(' · ')}</p>
      <CardLine period={period} onChanged={onChanged} />
      {decides && (
        <Button look="quiet" icon="pen" onClick={() => (correcting.value = true)}>
          {keepingWords.value.correction.open}
        </Button>
      )}
      {correcting.value && (
        <CorrectionDialog
          period={period}
          onClose={() => (correcting.value = false)}
          onDone={() => {
            correcting.value = false;
            onChanged();
          }}
        />
      )}
    </div>
  );
}
