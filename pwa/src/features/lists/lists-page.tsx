import { listContactsOf, listReportsOf } from '../../api/lists';
import { listNeeds, type Need } from '../../api/needs';
import type { Contact, Report } from '../../api/types';
import { ChoiceField } from '../../ui/choice';
import { DataTable, type Column } from '../../ui/data-table';
import { dateInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate, type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { formWords } from '../../words/forms';
import { needsWords } from '../../words/needs';
import { officeWords } from '../../words/office';
import { tableWords } from '../../words/tables';
import { todayWords } from '../../words/today';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import '../members/members.css';

type Which = 'reports' | 'contacts' | 'needs';

/** Reports, contacts and needs of a place as tables to sort, to choose columns of, and to print. */
export default function ListsPage({ params }: RouteProps) {
  const say = tableWords.value;
  const given = params['which'];
  const which: Which = given === 'contacts' || given === 'needs' ? given : 'reports';
  const place = workplace.value ?? '';
  return (
    <div class="stack">
      <PageHead title={say.title} />
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      <div class="filter no-print">
        <ChoiceField
          label={say.which}
          value={which}
          options={(['reports', 'contacts', 'needs'] as const).map((value) => ({ value, label: say.lists[value] }))}
          onValue={(value) => navigate(`/lists/${value}`, true)}
        />
      </div>
      <List key={`${which}/${place}`} which={which} place={place} />
    </div>
  );
}

function List({ which, place }: { which: Which; place: string }) {
  if (which === 'contacts') return <Rows name={which} read={() => listContactsOf(place)} columns={contactColumns()} />;
  if (which === 'needs') return <Rows name={which} read={() => listNeeds({ organization_id: place })} columns={needColumns()} />;
  return <Rows name={which} read={() => listReportsOf(place)} columns={reportColumns()} />;
}

interface RowsProps<T> {
  name: Which;
  read: () => Promise<{ items: T[]; next_cursor: string | null }>;
  columns: Column<T>[];
}

function Rows<T extends { id: string }>({ name, read, columns }: RowsProps<T>) {
  const say = tableWords.value;
  const load = useLoad(name, read);
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const { items, next_cursor: more } = load.value;
  if (items.length === 0) return <Empty icon="table" title={say.none} />;
  return (
    <>
      <DataTable name={name} caption={say.lists[name]} columns={columns} rows={items} rowKey={(row) => row.id} />
      {more !== null && <p class="soft small">{say.onlyShown(items.length)}</p>}
    </>
  );
}

function reportColumns(): Column<Report>[] {
  const say = tableWords.value;
  const { kinds } = officeWords.value;
  const methods = formWords.value.report.methods as Record<string, string>;
  return [
    { key: 'name', label: say.name, heads: true, sort: (row) => row.member_name, cell: (row) => <a href={`/members/${row.member_id}`}>{row.member_name}</a> },
    { key: 'kind', label: say.kind, sort: (row) => kinds[row.kind], cell: (row) => kinds[row.kind] },
    { key: 'day', label: say.day, sort: (row) => row.reported_on, cell: (row) => dateInWords(row.reported_on) },
    { key: 'place', label: say.place, sort: (row) => row.place_name, cell: (row) => row.place_name },
    { key: 'state', label: say.state, sort: (row) => row.state, cell: (row) => say.reportStates[row.state] },
    { key: 'employer', label: say.employer, extra: true, sort: (row) => row.employer, cell: (row) => row.employer },
    { key: 'how', label: say.how, extra: true, sort: (row) => row.method, cell: (row) => methods[row.method] },
    { key: 'by', label: say.recorder, extra: true, sort: (row) => row.submitted_by_name, cell: (row) => row.submitted_by_name },
  ];
}

function contactColumns(): Column<Contact>[] {
  const say = tableWords.value;
  const { ways, whom, outcomes } = todayWords.value;
  return [
    { key: 'name', label: say.name, heads: true, sort: (row) => row.member_name, cell: (row) => <a href={`/members/${row.member_id}`}>{row.member_name}</a> },
    { key: 'way', label: say.way, sort: (row) => row.way, cell: (row) => ways[row.way] },
    { key: 'day', label: say.day, sort: (row) => row.happened_on, cell: (row) => dateInWords(row.happened_on) },
    { key: 'outcome', label: say.outcome, sort: (row) => row.outcome, cell: (row) => outcomes[row.outcome] },
    { key: 'by', label: say.by, sort: (row) => row.by_name, cell: (row) => row.by_name },
    { key: 'whom', label: say.whom, sort: (row) => row.with_whom, cell: (row) => whom[row.with_whom] },
    { key: 'note', label: say.note, extra: true, cell: (row) => row.note },
  ];
}

function needColumns(): Column<Need>[] {
  const say = tableWords.value;
  const word = needsWords.value;
  return [
    { key: 'name', label: say.name, heads: true, sort: (row) => row.member_name, cell: (row) => <a href={`/needs/${row.id}`}>{row.member_name}</a> },
    { key: 'kind', label: say.kind, sort: (row) => word.kinds[row.kind], cell: (row) => word.kinds[row.kind] },
    { key: 'words', label: say.words, cell: (row) => row.words },
    { key: 'state', label: say.state, sort: (row) => row.state, cell: (row) => word.states[row.state] },
    { key: 'day', label: say.day, sort: (row) => row.raised_on, cell: (row) => dateInWords(row.raised_on) },
    { key: 'handler', label: say.handler, sort: (row) => row.handler_name, cell: (row) => row.handler_name },
    { key: 'due', label: say.due, extra: true, sort: (row) => row.due_on, cell: (row) => dateInWords(row.due_on) },
    { key: 'result', label: say.result, extra: true, cell: (row) => row.result },
  ];
}
