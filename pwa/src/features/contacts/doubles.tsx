import { useSignal } from '@preact/signals';
import { decideDouble, listSuspected, readContact } from '../../api/contacts';
import type { Contact } from '../../api/types';
import { Button } from '../../ui/button';
import { shortDate } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { contactsWords } from '../../words/contacts';
import { todayWords } from '../../words/today';

interface DoublesProps {
  organizationId: string;
  onDecided: () => void;
}

interface Pair {
  marked: Contact;
  first: Contact | null;
}

/** Each marked entry with the one that it looks like; an entry that was taken back meanwhile leaves nothing to decide. */
async function readPairs(organizationId: string): Promise<Pair[]> {
  const { items } = await listSuspected(organizationId);
  return Promise.all(
    items.map(async (marked) => ({
      marked,
      first: marked.suspected_double_of === null ? null : await readContact(marked.suspected_double_of).catch(() => null),
    })),
  );
}

/** What two people may have noted down both: a person says whether it was one contact or two. */
export function Doubles({ organizationId, onDecided }: DoublesProps) {
  const say = contactsWords.value;
  const load = useLoad(`doubles/${organizationId}`, () => readPairs(organizationId));
  const pairs = load.value ?? [];
  if (pairs.length === 0) return null;
  return (
    <section class="card stack">
      <div>
        <h2>{say.doubles(pairs.length)}</h2>
        <p class="soft small">{say.doublesLead}</p>
      </div>
      <ul class="stack">
        {pairs.map((pair) => (
          <DoublePair
            key={pair.marked.id}
            pair={pair}
            onDecided={() => {
              load.reload();
              onDecided();
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function DoublePair({ pair, onDecided }: { pair: Pair; onDecided: () => void }) {
  const say = contactsWords.value;
  const busy = useSignal(false);
  const { marked, first } = pair;

  async function decide(same: boolean): Promise<void> {
    busy.value = true;
    try {
      await decideDouble(marked.id, same);
      tell(same ? say.sameDone : say.differentDone);
      onDecided();
    } catch (error) {
      tell(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <li class="double">
      <p>
        <strong>{marked.member_name}</strong> {contactInWords(marked)}
      </p>
      <ul class="double-sides">
        {[first, marked].map(
          (contact) =>
            contact !== null && (
              <li key={contact.id} class="soft small">
                {byInWords(contact)}
                {contact.note === null ? '' : todayWords.value.words(contact.note)}
              </li>
            ),
        )}
      </ul>
      <div class="row">
        <Button busy={busy.value} onClick={() => void decide(true)}>
          {say.same}
        </Button>
        <Button busy={busy.value} onClick={() => void decide(false)}>
          {say.different}
        </Button>
      </div>
    </li>
  );
}

/** Day, way and outcome of a contact. */
export function contactInWords(contact: Contact): string {
  const today = todayWords.value;
  const whom = contact.with_whom === 'family' ? ` ${today.whom['family'] ?? ''}` : '';
  return contactsWords.value.doubleOf(
    shortDate(contact.happened_on),
    `${today.ways[contact.way] ?? contact.way}${whom}`,
    today.outcomes[contact.outcome] ?? contact.outcome,
  );
}

/** Who was in touch, and who noted it down where that is somebody else. */
export function byInWords({ by_name: by, logged_by_name: logger }: Contact): string {
  const say = contactsWords.value;
  const name = by === '' ? logger : by;
  return name === logger ? say.notedBy(name) : say.notedFor(name, logger);
}
