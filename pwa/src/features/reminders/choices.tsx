import { useSignal } from '@preact/signals';
import { choose, readChoice, type ReminderChoice } from '../../api/reminders';
import { Tick } from '../../ui/choice';
import { SelectField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { remindersWords } from '../../words/reminders';
import { hoursOutside } from './hours';

/** How somebody is reminded: each way a tick, kept at once. */
export function Choices() {
  const say = remindersWords.value;
  const load = useLoad('reminder-choices', readChoice);
  return (
    <section class="stack tight">
      <h2>{say.ways}</h2>
      <p class="soft small">{say.waysLead}</p>
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value !== undefined && <Ways first={load.value} />}
    </section>
  );
}

function Ways({ first }: { first: ReminderChoice }) {
  const say = remindersWords.value;
  const kept = useSignal(first);
  const now = kept.value;

  async function keep(change: Partial<ReminderChoice>): Promise<void> {
    const { inbox, sms, hour } = { ...now, ...change };
    kept.value = { ...now, ...change };
    try {
      kept.value = await choose({ inbox, sms, hour });
      tell(say.saved);
    } catch (error) {
      kept.value = now;
      tell(sentenceOf(error));
    }
  }

  const hours = hoursOutside(now.quiet_from_hour, now.quiet_to_hour);
  return (
    <div class="stack tight">
      <Tick label={say.inbox} checked={now.inbox} onChecked={(inbox) => void keep({ inbox })} />
      {now.phone === null ? (
        <p class="soft small">{say.smsNoPhone}</p>
      ) : (
        <Tick label={say.sms} hint={say.smsTo(now.phone)} checked={now.sms} onChecked={(sms) => void keep({ sms })} />
      )}
      <SelectField
        label={say.hour}
        hint={say.quiet(now.quiet_from_hour, now.quiet_to_hour)}
        value={now.hour === null ? '' : String(now.hour)}
        options={[
          { value: '', label: say.placeHour(now.place_hour) },
          ...hours.map((hour) => ({ value: String(hour), label: say.atHour(hour) })),
        ]}
        onValue={(value) => void keep({ hour: value === '' ? null : Number(value) })}
      />
    </div>
  );
}
