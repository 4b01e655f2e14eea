import { useSignal } from '@preact/signals';
import type { DeskItem } from '../../api/types';
import { Button } from '../../ui/button';
import { momentInWords, shortDate } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { lazyPage, Nothing } from '../../ui/lazy';
import { PageHead } from '../../ui/page-head';
import { navigate, type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { deskWords } from '../../words/desk';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';
import { me } from '../auth/session';
import { branch, organizations, workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { useReleaseOnLeaving } from '../outbox/release';
import { actsOf, type Act } from './acts';
import type { AskedProps } from './asked-dialog';
import type { DeskReportProps } from './desk-report';
import { useFreshDesk } from './fresh';
import { answeredSince, refused, undo } from './held';
import { useKeys } from './keys';
import type { PanelProps } from './panel';
import type { ReportOverProps } from './report-over';
import { isReport, keyOf, rowsOf, withoutName, type Row } from './rows';
import { UndoBar } from './undo-bar';
import './desk.css';

const AskedDialog = lazyPage<AskedProps>(() => import('./asked-dialog'), Nothing);
const DeskReport = lazyPage<DeskReportProps>(() => import('./desk-report'));
const KeysDialog = lazyPage<{ onClose: () => void }>(() => import('./keys-dialog'), Nothing);
const Panel = lazyPage<PanelProps>(() => import('./panel'));
const ReportForm = lazyPage<ReportOverProps>(() => import('./report-over'));

const WIDE = '(min-width: 1100px)';

/** What needs me today: one ordered list, each line with its act; on a wide screen the matter beside it. */
export default function DeskPage({ params, query }: RouteProps) {
  const { desk } = officeWords.value;
  const say = deskWords.value;
  const place = workplace.value ?? '';
  const person = me.value;
  const load = useFreshDesk(place);
  const { keys, contacted } = answeredSince(load.readAt);
  const items = (load.value?.items ?? []).filter(
    (item) => !keys.has(keyOf(item)) && !(item.kind === 'contact_overdue' && contacted.has(item.subject_id)),
  );
  const rows = rowsOf(items.map((item) => withoutAnswered(item, keys)));
  const open = params['id'];
  const form = query['form'];
  const chosen = rows.find((row) => row.key === open);
  const asked = useSignal<{ row: Row; item: DeskItem; act: AskedProps['act'] } | null>(null);
  const helping = useSignal(false);
  useReleaseOnLeaving();

  /** What comes after a line that is done: the next one on a wide screen, the list on a phone. */
  function leave(key: string | undefined): void {
    if (key === undefined) return;
    const at = rows.findIndex((row) => row.key === key);
    const next = rows[at + 1] ?? rows[at - 1];
    const wide = window.matchMedia(WIDE).matches;
    if (key === open) navigate(wide && next !== undefined && next.key !== key ? `/desk/${next.key}` : '/desk', true);
  }

  /** One thing of a line is done: where it was the only one, what comes next opens. */
  function done(row: Row, item: DeskItem): void {
    if (row.items.every((one) => one === item)) leave(row.key);
    else if (form !== undefined) navigate(`/desk/${row.key}`, true);
  }

  function act(row: Row, item: DeskItem, chosenAct: Act): void {
    if ('href' in chosenAct) navigate(chosenAct.href);
    else if ('open' in chosenAct) navigate(`/desk/${row.key}`);
    else if ('form' in chosenAct) navigate(`/desk/${row.key}?form=${chosenAct.form}`);
    else if ('ask' in chosenAct) asked.value = { row, item, act: chosenAct.ask };
    else void chosenAct.run().then((taken) => taken && done(row, item));
  }

  useKeys({
    move(by) {
      const focused = document.activeElement?.closest('[data-row]')?.getAttribute('data-row');
      const at = rows.findIndex((row) => row.key === (focused ?? open));
      const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by];
      if (next === undefined) return;
      document.querySelector<HTMLElement>(`[data-row="${next.key}"] a`)?.focus();
      if (window.matchMedia(WIDE).matches) navigate(`/desk/${next.key}`, true);
    },
    act() {
      const focused = document.activeElement?.closest('[data-row]')?.getAttribute('data-row');
      const row = rows.find((one) => one.key === (focused ?? open));
      const first = row === undefined || person === null ? undefined : actsOf(row.items[0], person)[0];
      if (row !== undefined && first !== undefined) act(row, row.items[0], first);
    },
    undo: () => void undo(),
    back: () => open !== undefined && navigate('/desk', true),
    help: () => (helping.value = true),
  });

  return (
    <div class={open === undefined ? 'desk' : 'desk open'}>
      <div class="desk-list">
        <PageHead title={desk.title}>
          <span class="desk-place">
            <WorkplaceChoice />
          </span>
        </PageHead>
        {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
        {load.value === undefined && load.error === undefined && <Loading />}
        {load.value !== undefined && rows.length === 0 && (
          <Empty icon="check" title={desk.clear}>
            <p>{desk.clearHint}</p>
          </Empty>
        )}
        {(['answers', 'work', 'consider'] as const).map((group) => (
          <Group
            key={group}
            title={say[group]}
            rows={rows.filter((row) => row.group === group)}
            open={open}
            onAct={act}
          />
        ))}
        {load.value !== undefined && (
          <div class="desk-foot">
            <p class="soft tiny">{desk.asOf(momentInWords(load.value.as_of))}</p>
            <button type="button" class="button quiet desk-keys" onClick={() => (helping.value = true)}>
              {say.keys.title}
            </button>
          </div>
        )}
      </div>
      <div class="desk-detail">
        {open === undefined ? (
          <Empty icon="desk" title={rows.length > 0 ? say.pick : desk.clear}>
            {rows.length > 0 && <p>{say.pickHint}</p>}
          </Empty>
        ) : form !== undefined && chosen !== undefined ? (
          <ReportForm
            key={`${open}/${form}`}
            form={form}
            row={chosen}
            onBack={() => navigate(`/desk/${open}`, true)}
            onDone={(item) => done(chosen, item)}
          />
        ) : chosen !== undefined && !isReport(chosen.items[0]) ? (
          <Panel
            key={open}
            row={chosen}
            onAct={(item, chosenAct) => act(chosen, item, chosenAct)}
            onDone={() => {
              leave(open);
              load.reload();
            }}
            onChanged={load.reload}
          />
        ) : !open.includes('.') ? (
          <DeskReport
            key={open}
            id={open}
            askedBy={chosen?.items[0].asked_by ?? null}
            acts={chosen === undefined || person === null ? [] : actsOf(chosen.items[0], person)}
            onAct={(chosenAct) => chosen !== undefined && act(chosen, chosen.items[0], chosenAct)}
            onDecided={() => leave(open)}
          />
        ) : load.value === undefined ? (
          <Loading />
        ) : (
          <Empty icon="check" title={say.pick} />
        )}
      </div>
      <UndoBar />
      {asked.value !== null && (
        <AskedDialog
          item={asked.value.item}
          act={asked.value.act}
          onClose={() => (asked.value = null)}
          onOpen={() => {
            const key = asked.value?.row.key ?? '';
            asked.value = null;
            navigate(`/desk/${key}`);
          }}
          onDone={() => {
            const answered = asked.value;
            asked.value = null;
            if (answered !== null) done(answered.row, answered.item);
            load.reload();
          }}
        />
      )}
      {helping.value && <KeysDialog onClose={() => (helping.value = false)} />}
    </div>
  );
}

/** What was asked and is answered already is not asked any more; the matter itself may still stand. */
function withoutAnswered(item: DeskItem, keys: Set<string>): DeskItem {
  const answered = item.handoff_id !== null && keys.has(`handoff_open.${item.handoff_id}`);
  return answered ? { ...item, handoff_id: null, asked_by: null } : item;
}

interface GroupProps {
  title: string;
  rows: Row[];
  open: string | undefined;
  onAct: (row: Row, item: DeskItem, act: Act) => void;
}

function Group({ title, rows, open, onAct }: GroupProps) {
  if (rows.length === 0) return null;
  return (
    <section class="desk-group" aria-label={title}>
      <h2>{`${title} · ${rows.length}`}</h2>
      <ul class="entries">
        {rows.map((row) => (
          <Line key={row.key} row={row} open={row.key === open} onAct={onAct} />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  row: Row;
  open: boolean;
  onAct: GroupProps['onAct'];
}

/** Why, about whom, since when; and beside it the one act that comes first. */
function Line({ row, open, onAct }: LineProps) {
  const say = deskWords.value;
  const [first, ...more] = row.items;
  const since = row.items.map((item) => item.since).sort()[0] ?? first.since;
  const nearest = me.value === null || more.length > 0 ? undefined : actsOf(first, me.value)[0];
  // What is one decision is done here; for the rest the line leads to the page that is prepared for it.
  const prepared = nearest !== undefined && 'href' in nearest ? nearest.href : undefined;
  const act = prepared === undefined && nearest !== undefined && !('open' in nearest) ? nearest : undefined;
  // Where a whole township is shown, each line says its branch.
  const of = branch.value === null ? organizations.value.find((one) => one.id === first.organization_id) : undefined;
  const notTaken = refused.value.get(keyOf(first));
  const why =
    row.group === 'consider'
      ? row.items
          .map((item) => keepingWords.value.suggestions[item.code ?? ''] ?? withoutName(item))
          .join(officeWords.value.desk.separator)
      : withoutName(first);
  return (
    <li class={open ? 'desk-row here' : 'desk-row'} data-row={row.key}>
      <a class="desk-item" href={first.member_id === null ? (prepared ?? `/desk/${row.key}`) : `/desk/${row.key}`} data-kind={first.kind} aria-current={open ? 'true' : undefined}>
        <span>
          {first.member_name !== null && <strong>{first.member_name}</strong>}
          <span>{why}</span>
          <span class="desk-why soft small">
            {of !== undefined && <span>{of.short_name} · </span>}
            <time class="number" dateTime={since}>
              {say.since(shortDate(since))}
            </time>
            {first.asked_by !== null && !first.kind.startsWith('handoff') && <span> · {say.asked(first.asked_by)}</span>}
          </span>
          {notTaken !== undefined && <span class="desk-refused small">{say.refused(notTaken)}</span>}
        </span>
        {act === undefined && <Icon name="chevron" />}
      </a>
      {act !== undefined && (
        <Button
          look="quiet"
          aria-label={first.member_name === null ? act.word : `${act.word} ${first.member_name}`}
          onClick={() => onAct(row, first, act)}
        >
          {act.word}
        </Button>
      )}
    </li>
  );
}
