import { useSignal } from '@preact/signals';
import type { Me, Organization, WorkItem } from '../../api/types';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { momentInWords } from '../../ui/dates';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading } from '../../ui/states';
import { contactsWords } from '../../words/contacts';
import { todayWords } from '../../words/today';
import { me } from '../auth/session';
import { branch } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { OutboxLine } from '../outbox/outbox-line';
import { CadenceLine } from './cadence-line';
import { Doubles } from './doubles';
import { LogAnybody } from './log-anybody';
import { useWorkList, type Read } from './work-list';
import { WorkListView } from './work-list-view';
import './contacts.css';

/** The same list over a whole branch, as its secretary and recorder work through it. */
export default function ContactsPage() {
  const say = contactsWords.value;
  const person = me.value;
  return (
    <div class="today">
      <PageHead title={say.title}>
        <span class="desk-place">
          <WorkplaceChoice />
        </span>
      </PageHead>
      {branch.value === null && (
        <Empty icon="people" title={say.pickBranch}>
          <p>{say.pickBranchHint}</p>
        </Empty>
      )}
      {branch.value !== null && person !== null && (
        <BranchContacts key={branch.value.id} place={branch.value} person={person} />
      )}
    </div>
  );
}

function BranchContacts({ place, person }: { place: Organization; person: Me }) {
  const say = contactsWords.value;
  const today = todayWords.value;
  const { read, error, reload } = useWorkList(place.id);
  const order = useSignal<'urgency' | 'liaison'>('urgency');
  const together = useSignal(false);
  const anybody = useSignal(false);
  if (read === undefined) return error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />;
  return (
    <>
      <OutboxLine />
      {read.keptAt !== null && error !== undefined && <p class="soft small">{today.stale(momentInWords(read.keptAt))}</p>}
      <Doubles organizationId={place.id} onDecided={reload} />
      <div class="row contacts-acts">
        <ChoiceField
          label={say.order}
          value={order.value}
          options={[
            { value: 'urgency', label: say.orders.urgency },
            { value: 'liaison', label: say.orders.liaison },
          ]}
          onValue={(value) => (order.value = value as 'urgency' | 'liaison')}
        />
        <span class="contacts-more">
          <Button look="quiet" onClick={() => (together.value = true)}>
            {today.together}
          </Button>
          <Button look="quiet" onClick={() => (anybody.value = true)}>
            {say.logAnybody}
          </Button>
        </span>
      </div>
      {order.value === 'urgency' ? (
        <WorkListView
          person={person}
          read={read}
          items={read.list.items}
          others={read.list.others}
          hrefOf={hrefOf}
          asksBy
          together={together.value}
          onTogetherClosed={() => (together.value = false)}
        />
      ) : (
        <ByLiaison
          person={person}
          read={read}
          together={together.value}
          onTogetherClosed={() => (together.value = false)}
        />
      )}
      <CadenceLine organizationId={place.id} onChanged={reload} />
      {anybody.value && <LogAnybody person={person} place={place} read={read} onClose={() => (anybody.value = false)} />}
    </>
  );
}

function hrefOf(item: WorkItem): string {
  return `/members/${item.member_id}`;
}

interface ByLiaisonProps {
  person: Me;
  read: Read;
  together: boolean;
  onTogetherClosed: () => void;
}

/** Who looks after whom, those with most to do first; whoever has nobody comes before all. */
function ByLiaison({ person, read, together, onTogetherClosed }: ByLiaisonProps) {
  const say = contactsWords.value;
  return (
    <>
      {read.list.by_liaison.map((group, index) => {
        const ours = (item: WorkItem) => group.member_ids.includes(item.member_id);
        return (
          <section key={group.liaison_id ?? 'nobody'} class="stack tight">
            <div class="row">
              <h2>{group.name ?? say.nobodyYet}</h2>
              <span class="soft small push">
                {group.liaison_id === null ? <a href="/pairings">{say.pairNow}</a> : say.dueOf(group.due)}
              </span>
            </div>
            <WorkListView
              person={person}
              read={read}
              items={read.list.items.filter(ours)}
              others={read.list.others.filter(ours)}
              hrefOf={hrefOf}
              asksBy
              together={together && index === 0}
              onTogetherClosed={onTogetherClosed}
              quiet
            />
          </section>
        );
      })}
    </>
  );
}
