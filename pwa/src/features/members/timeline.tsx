import { readTimeline } from '../../api/membership';
import { dateInWords, momentInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { Failure, Loading } from '../../ui/states';
import { officeWords } from '../../words/office';

/** What happened with a member, newest first, by the day on which it happened. */
export function Timeline({ memberId }: { memberId: string }) {
  const { members: say } = officeWords.value;
  const load = useLoad(memberId, () => readTimeline(memberId));
  const entries = load.value?.items;
  return (
    <section class="card stack">
      <h2>{say.timeline}</h2>
      {entries === undefined && load.error === undefined && <Loading />}
      {entries === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {entries?.length === 0 && <p class="soft">{say.noTimeline}</p>}
      {entries !== undefined && entries.length > 0 && (
        <ol class="timeline">
          {entries.map((entry) => (
            <li key={`${entry.organization_id}/${entry.number}`}>
              <time class="soft small number">{entry.on === null ? momentInWords(entry.at) : dateInWords(entry.on)}</time>
              <p>{entry.sentence}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
