import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { listContacts, readContactCalendar, withdrawContact } from '../../api/contacts';
import type { Contact, Member } from '../../api/types';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { useLoad } from '../../ui/load';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { contactsWords } from '../../words/contacts';
import { todayWords } from '../../words/today';
import { me } from '../auth/session';
import { useReleaseOnLeaving } from '../outbox/release';
import { sent, unsent } from '../outbox/store';
import { CalendarPicture } from './calendar-picture';
import { byInWords, contactInWords } from './doubles';
import { marksOf, type Mark } from './marks';
import { MemberLog } from './member-log';
import { Pauses } from './pauses';
import { SearchCard } from './search-card';
import { takeBack } from './undo';
import { NotedLine } from './work-card';
import './contacts.css';
import './today.css';

interface MemberContactsProps {
  member: Member;
  /** Whether the reader may note contacts and pauses down here. */
  mayLog: boolean;
  /** Whether the reader writes for others, and says who was in touch. */
  asksBy: boolean;
  /** Whether the reader may see what was tried. */
  maySearch: boolean;
}

/** A member's contacts: the year as a picture, the entries, what was tried, and pauses. */
export default function MemberContacts({ member, mayLog, asksBy, maySearch }: MemberContactsProps) {
  const { id, name } = member;
  const arrived = useSignal(0);
  return (
    <>
      <YearCard memberId={id} arrived={arrived.value} />
      {maySearch && <SearchCard memberId={id} />}
      <ContactList member={member} mayLog={mayLog} asksBy={asksBy} onArrived={() => (arrived.value += 1)} />
      <Pauses memberId={id} name={name} mayPause={mayLog} />
    </>
  );
}

/** How many entries stand open; the picture above tells the rest at a glance. */
const FIRST = 6;

function YearCard({ memberId, arrived }: { memberId: string; arrived: number }) {
  const say = contactsWords.value;
  const thisYear = Number(today().slice(0, 4));
  const year = useSignal(thisYear);
  const load = useLoad(`${memberId}/${year.value}`, () => readContactCalendar(memberId, year.value));
  useEffect(() => {
    if (arrived > 0) load.reload();
  }, [arrived]);
  return (
    <section class="card stack tight">
      <div class="row">
        <h2>{say.year(year.value)}</h2>
        <span class="push row">
          <Button look="quiet" icon="left" aria-label={say.before} onClick={() => (year.value -= 1)} />
          {year.value < thisYear && (
            <Button look="quiet" icon="chevron" aria-label={say.after} onClick={() => (year.value += 1)} />
          )}
        </span>
      </div>
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value !== undefined && <CalendarPicture calendar={load.value} />}
    </section>
  );
}

type ContactListProps = Omit<MemberContactsProps, 'maySearch'> & {
  /** Something that was noted down here is on the server by now. */
  onArrived: () => void;
};

function ContactList({ member, mayLog, asksBy, onArrived }: ContactListProps) {
  const say = contactsWords.value;
  const memberId = member.id;
  const person = me.value;
  const load = useLoad(`contacts/${memberId}`, async () => {
    const readAt = Date.now();
    return { ...(await listContacts(memberId)), readAt };
  });
  const more = useSignal<{ items: Contact[]; next: string | null } | null>(null);
  const unfolded = useSignal(false);
  const asked = useSignal<Contact | null>(null);
  const next = more.value === null ? (load.value?.next_cursor ?? null) : more.value.next;
  const ofMember = (mark: Mark): boolean => mark.memberIds.includes(memberId);
  const marks = marksOf(unsent.value, sent.value, load.value?.readAt ?? 0).filter(ofMember);
  const arrived = marksOf([], sent.value, 0).filter(ofMember).length;
  const known = useRef(arrived);
  useReleaseOnLeaving();
  useEffect(() => {
    if (arrived === known.current) return;
    known.current = arrived;
    more.value = null;
    load.reload();
    onArrived();
  }, [arrived]);
  const contacts = [...(load.value?.items ?? []), ...(more.value?.items ?? [])];

  async function readMore(cursor: string): Promise<void> {
    try {
      const page = await listContacts(memberId, cursor);
      more.value = { items: [...(more.value?.items ?? []), ...page.items], next: page.next_cursor };
    } catch (error) {
      tell(sentenceOf(error));
    }
  }

  async function withdraw(contact: Contact): Promise<void> {
    try {
      await withdrawContact(contact.id);
      tell(say.withdrawn);
      more.value = null;
      load.reload();
    } catch (error) {
      tell(sentenceOf(error));
    }
    asked.value = null;
  }

  return (
    <section class="card stack">
      <div class="row">
        <h2>{say.list}</h2>
        {mayLog && (
          <span class="push">
            <MemberLog member={member} asksBy={asksBy} />
          </span>
        )}
      </div>
      {person !== null &&
        marks.map((mark) => (
          <NotedLine key={mark.item.id} mark={mark} onUndo={() => void takeBack(person.account_id, mark)} />
        ))}
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value !== undefined && contacts.length + marks.length === 0 && <p class="soft">{say.noContacts}</p>}
      {contacts.length > 0 && (
        <ul class="contacts">
          {(unfolded.value ? contacts : contacts.slice(0, FIRST)).map((contact) => (
            <ContactRow key={contact.id} contact={contact} onWithdraw={() => (asked.value = contact)} />
          ))}
        </ul>
      )}
      {!unfolded.value && contacts.length > FIRST && (
        <Button onClick={() => (unfolded.value = true)}>{words.value.common.more}</Button>
      )}
      {unfolded.value && next !== null && (
        <Button onClick={() => void readMore(next)}>{words.value.common.more}</Button>
      )}
      {asked.value !== null && (
        <Dialog
          title={say.withdrawAsk}
          onClose={() => (asked.value = null)}
          actions={
            <>
              <Button onClick={() => (asked.value = null)}>{words.value.common.cancel}</Button>
              <Button look="danger" onClick={() => asked.value && void withdraw(asked.value)}>
                {say.withdraw}
              </Button>
            </>
          }
        >
          <p>{contactInWords(asked.value)}</p>
          <p class="soft">{say.withdrawHint}</p>
        </Dialog>
      )}
    </section>
  );
}

function ContactRow({ contact, onWithdraw }: { contact: Contact; onWithdraw: () => void }) {
  const say = contactsWords.value;
  const marks = [contact.late ? say.late : null, contact.clock_ahead ? say.ahead : null].filter(Boolean);
  return (
    <li>
      <div class="row">
        <span class={contact.outcome === 'reached' ? undefined : 'soft'}>{contactInWords(contact)}</span>
        {contact.mine && (
          <span class="push">
            <Button look="quiet" onClick={onWithdraw}>
              {say.withdraw}
            </Button>
          </span>
        )}
      </div>
      {contact.note !== null && <p class="work-words">{todayWords.value.words(contact.note)}</p>}
      <p class="soft small">{[byInWords(contact), ...marks].join(' · ')}</p>
      {!contact.counted && <p class="small contact-uncounted">{say.notCounted}</p>}
    </li>
  );
}
