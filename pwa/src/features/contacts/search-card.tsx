import { readSearchRecord } from '../../api/contacts';
import { shortDate } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { contactsWords } from '../../words/contacts';
import { todayWords } from '../../words/today';

/** Below this many days of silence nobody searches, and the card would only alarm. */
const SILENT_FOR_DAYS = 30;

/** What was tried since the last two-way contact; nothing changes by itself. */
export function SearchCard({ memberId }: { memberId: string }) {
  const say = contactsWords.value;
  const today = todayWords.value;
  const load = useLoad(`search/${memberId}`, () => readSearchRecord(memberId));
  const record = load.value;
  if (record === undefined) return null;
  const silent = record.days !== null && record.days >= SILENT_FOR_DAYS;
  if (!silent && record.tried.length === 0) return null;
  return (
    <section class="card stack tight">
      <h2>{say.search}</h2>
      {silent && record.days !== null && <p>{say.searchLead(record.days)}</p>}
      {record.last_contact_on !== null && <p class="soft small">{say.searchSince(shortDate(record.last_contact_on))}</p>}
      {record.tried.length === 0 ? (
        <p class="soft">{say.searchNone}</p>
      ) : (
        <ul class="tried">
          {record.tried.map((one) => (
            <li key={`${one.way}/${one.with_whom}/${one.outcome}`}>
              {say.tried(
                [today.ways[one.way], today.whom[one.with_whom], today.outcomes[one.outcome]].join(' '),
                one.count,
                shortDate(one.last_on),
              )}
            </li>
          ))}
        </ul>
      )}
      <p class="soft small">{say.searchHint}</p>
    </section>
  );
}
