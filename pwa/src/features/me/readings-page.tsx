import { listReadings } from '../../api/membership';
import { momentInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { formWords } from '../../words/forms';
import { me as signedIn } from '../auth/session';

/** Who read my record, newest first. */
export default function ReadingsPage() {
  const { me } = formWords.value;
  const id = signedIn.value?.membership_id ?? '';
  const load = useLoad(id, () => listReadings(id));
  const readings = load.value?.items;
  return (
    <div class="stack narrow">
      <PageHead title={me.readingsTitle} back={goBack} />
      {readings === undefined && load.error === undefined && <Loading />}
      {readings === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {readings?.length === 0 && <Empty icon="eye" title={me.noReadings} />}
      {readings !== undefined && readings.length > 0 && (
        <ul class="card lives-card">
          {readings.map((reading) => (
            <li key={reading.at} class="life-row">
              <div class="life-head">
                <span>
                  <strong>{reading.by_name}</strong>
                  {reading.kind === 'call'
                    ? me.readingCall
                    : reading.fields.length > 0
                      ? me.readingOf(reading.fields.map((field) => me.readingFields[field] ?? field).join('、'))
                      : me.reading}
                </span>
                <time class="soft small number">{momentInWords(reading.at)}</time>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
