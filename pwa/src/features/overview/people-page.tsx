import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listPeople, readOverview, type FigureKey, type PersonLine } from '../../api/overview';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate, type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { overviewWords } from '../../words/overview';
import { countOf } from './figures';
import { useFresh } from './fresh';
import { Path } from './path';
import RingPage from './ring-page';
import './overview.css';

/** The list behind a figure: whom it counts, branch by branch. */
export default function PeoplePage({ params }: RouteProps) {
  const id = params.id ?? '';
  const figure = params.figure ?? '';
  if (figure.startsWith('ring-')) return <RingPage key={figure} branchId={id} ring={figure.slice(5)} />;
  return <FigureList key={`${id}/${figure}`} id={id} figure={figure as FigureKey} />;
}

function FigureList({ id, figure }: { id: string; figure: FigureKey }) {
  const say = overviewWords.value;
  // The place is looked at again and again; the list is read anew when its figure may have changed.
  const place = useFresh(`overview/${id}`, (tag) => readOverview(id, tag));
  const load = useLoad(`people/${id}/${figure}/${place.value?.as_of ?? ''}`, () => listPeople(id, figure));
  const shown = useSignal<{ items: PersonLine[]; next: string | null } | null>(null);

  useEffect(() => {
    if (load.value !== undefined) shown.value = { items: load.value.items, next: load.value.next_cursor };
  }, [load.value, shown]);

  async function more(): Promise<void> {
    const before = shown.value;
    if (before === null || before.next === null) return;
    try {
      const page = await listPeople(id, figure, before.next);
      shown.value = { items: [...before.items, ...page.items], next: page.next_cursor };
    } catch (error) {
      tell(sentenceOf(error));
    }
  }

  const count = place.value === undefined ? undefined : countOf(place.value.figures, figure);
  return (
    <div class="overview stack">
      <div class="stack tight">
        {place.value !== undefined && <Path path={place.value.path} leaf />}
        <PageHead title={say.figures[figure] ?? say.title} back={() => navigate(`/overview/${id}`)}>
          {count !== undefined && <span class="head-count number">{count}</span>}
        </PageHead>
        <p class="soft">{say.formulas[figure]}</p>
      </div>
      {shown.value === null && (load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />)}
      {shown.value !== null && shown.value.items.length === 0 && (
        <Empty icon="check" title={say.emptyList}>
          <p>{say.emptyListHint}</p>
        </Empty>
      )}
      {shown.value !== null && groups(shown.value.items).map((group) => <Group key={group.id} group={group} />)}
      {shown.value !== null && shown.value.next !== null && (
        <div>
          <Button onClick={() => void more()}>{say.more}</Button>
        </div>
      )}
      {load.value !== undefined && <p class="soft small">{say.asOf(momentInWords(load.value.as_of))}</p>}
    </div>
  );
}

interface BranchGroup {
  id: string;
  name: string;
  items: PersonLine[];
}

/** Lines come branch by branch; keep them so. */
function groups(items: PersonLine[]): BranchGroup[] {
  const found: BranchGroup[] = [];
  for (const item of items) {
    const last = found[found.length - 1];
    if (last?.id === item.organization_id) last.items.push(item);
    else found.push({ id: item.organization_id, name: item.organization_name, items: [item] });
  }
  return found;
}

function Group({ group }: { group: BranchGroup }) {
  return (
    <section class="people">
      <h2>
        <a href={`/overview/${group.id}`}>{group.name}</a>
      </h2>
      <ul class="entries">
        {group.items.map((line) => (
          <Line key={`${line.code}/${line.subject_id}`} line={line} />
        ))}
      </ul>
    </section>
  );
}

function Line({ line }: { line: PersonLine }) {
  return (
    <li class="person" data-code={line.code}>
      {line.member_id === null ? (
        <Matter line={line} />
      ) : (
        <a href={`/members/${line.member_id}`}>
          <strong>{line.member_name}</strong>
          <span class="soft">{line.sentence}</span>
        </a>
      )}
    </li>
  );
}

/** What is about the branch and not about a person: what it needs stands with the hand-offs. */
function Matter({ line }: { line: PersonLine }) {
  if (line.code !== 'support_wanted') return <span>{line.sentence}</span>;
  return <a href="/handoffs">{line.sentence}</a>;
}
