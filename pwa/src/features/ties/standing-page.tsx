import { useSignal } from '@preact/signals';
import { readLists } from '../../api/ties';
import type { ListItem, SmallList } from '../../api/types';
import { Button, LinkButton } from '../../ui/button';
import { momentInWords, shortDate } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading } from '../../ui/states';
import { tiesWords } from '../../words/ties';
import { mayDecide, worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { branch, organizations, workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { ActOf } from './act-of';
import './ties.css';

/** 在册提醒: each clock as a small list, with the act that may come next in its place. */
export default function StandingPage() {
  const say = tiesWords.value;
  const place = workplace.value ?? '';
  const load = useLoad(`lists/${place}`, () => readLists(place));
  const asked = useSignal<ListItem | null>(null);
  const lists = load.value?.lists ?? [];
  const full = lists.filter((list) => list.items.length > 0);
  const quiet = lists.filter((list) => list.items.length === 0).map((list) => titleOf(list.key));

  function done(): void {
    asked.value = null;
    load.reload();
  }

  return (
    <div class="ties stack wide">
      <div class="stack tight">
        <PageHead title={say.title} />
        <div class="desk-place">
          <WorkplaceChoice />
        </div>
        <p class="soft">{say.lead}</p>
      </div>
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value !== undefined && full.length === 0 && (
        <Empty icon="check" title={say.clear}>
          <p>{say.clearHint}</p>
        </Empty>
      )}
      {full.map((list) => (
        <List key={list.key} list={list} onAsk={(item) => (asked.value = item)} />
      ))}
      {load.value !== undefined && (
        <p class="soft small">
          {full.length > 0 && quiet.length > 0 && `${say.quiet(quiet.join('、'))} · `}
          {say.asOf(momentInWords(load.value.as_of))}
        </p>
      )}
      {asked.value !== null && <ActOf item={asked.value} onClose={() => (asked.value = null)} onDone={done} />}
    </div>
  );
}

function titleOf(key: string): string {
  return tiesWords.value.lists[key]?.[0] ?? key;
}

function List({ list, onAsk }: { list: SmallList; onAsk: (item: ListItem) => void }) {
  const say = tiesWords.value;
  const rule = ruleOf(list.items[0]?.basis ?? '');
  const act = list.items[0]?.act ?? '';
  const place = GONE_TO[act];
  return (
    <section class="small-list stack tight">
      <div class="small-head">
        <h2>
          {titleOf(list.key)} <span class="soft number">{list.items.length}</span>
        </h2>
        <p class="soft small">
          {say.lists[list.key]?.[1]}
          {rule !== '' && rule !== titleOf(list.key) && ` · ${say.basis}：${rule}`}
        </p>
        {place !== undefined && mayDo(act) && <LinkButton href={place}>{say.acts[act] ?? act}</LinkButton>}
      </div>
      <ul class="entries">
        {list.items.map((item) => (
          <li key={`${item.code}/${item.subject_id}`} class="small-item">
            <span>
              <a href={`/members/${item.member_id}`}>
                <strong>{item.member_name}</strong>
              </a>
              <Branch id={item.organization_id} />
              <span>{item.sentence}</span>
              <Days item={item} />
            </span>
            <Next item={item} onAsk={onAsk} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where a whole township is shown, each name says its branch. */
function Branch({ id }: { id: string }) {
  if (branch.value !== null) return null;
  const found = organizations.value.find((organization) => organization.id === id);
  return found === undefined ? null : <em class="soft small">{found.short_name}</em>;
}

/** The days of an item, where its sentence does not name them already. */
function Days({ item }: { item: ListItem }) {
  const say = tiesWords.value;
  const days = [item.since && say.since(shortDate(item.since)), item.due && say.due(shortDate(item.due))].filter(Boolean);
  if (days.length === 0 || /\d{4}/.test(item.sentence)) return null;
  return <span class="soft small number">{days.join(' · ')}</span>;
}

/** A basis begins with the mark of its source; people read the rule. */
function ruleOf(basis: string): string {
  return basis.replace(/^[A-D] /, '');
}

/** Acts that are done for a whole list at one place. */
const GONE_TO: Record<string, string> = { record_dues: '/dues', copy_registration: '/standing/national' };

/** Acts for which the member's own page is needed: what to do there is for people to judge. */
const AT_THE_MEMBER = new Set(['search_and_study', 'decide_roll_status']);

const RECORDED_BY_ALL = new Set(['record_dues', 'copy_registration', 'tell_host', 'search_and_study']);

function mayDo(act: string): boolean {
  const person = me.value;
  return person !== null && (RECORDED_BY_ALL.has(act) ? worksForBranch(person) : mayDecide(person));
}

function Next({ item, onAsk }: { item: ListItem; onAsk: (item: ListItem) => void }) {
  const label = tiesWords.value.acts[item.act] ?? item.act;
  if (!mayDo(item.act) || item.act in GONE_TO) return null;
  if (AT_THE_MEMBER.has(item.act)) return <LinkButton href={`/members/${item.member_id}`}>{label}</LinkButton>;
  return <Button onClick={() => onAsk(item)}>{label}</Button>;
}
