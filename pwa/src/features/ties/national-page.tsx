import { useSignal } from '@preact/signals';
import { copyRegistrations, downloadDifferences, readDifferences, type CopiedRegistrations } from '../../api/ties';
import type { Differences } from '../../api/types';
import { Button } from '../../ui/button';
import { Tick } from '../../ui/choice';
import { momentInWords, today } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack } from '../../ui/router';
import { saveFile } from '../../ui/save-file';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { tiesWords } from '../../words/ties';
import { branch, workplaceName } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { copyText } from '../invitations/copy-text';
import { handOver, type Hand } from '../outbox/hand';
import './ties.css';

/** What is to be copied into the national system: only what differs since the last copy. */
export default function NationalPage() {
  const { registration: say } = tiesWords.value;
  return (
    <div class="ties stack">
      <PageHead title={say.pageTitle} back={goBack} />
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      {branch.value === null ? (
        <Empty icon="table" title={say.pickBranch} />
      ) : (
        <DifferenceSheet key={branch.value.id} organizationId={branch.value.id} />
      )}
    </div>
  );
}

interface DifferenceSheetProps {
  organizationId: string;
  hand?: Hand<CopiedRegistrations> | undefined;
  onCopied?: () => void;
}

/** The differences with a tick for each that somebody has entered there. */
export function DifferenceSheet({ organizationId, hand, onCopied }: DifferenceSheetProps) {
  const { registration: say } = tiesWords.value;
  const load = useLoad(organizationId, () => readDifferences(organizationId));
  const ticked = useSignal<ReadonlySet<string>>(new Set());
  const full = useSignal(false);
  const busy = useSignal(false);
  const items = load.value?.items;
  if (load.value === undefined || items === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  if (items.length === 0) {
    return (
      <Empty icon="check" title={say.none}>
        <p>{say.noneHint}</p>
      </Empty>
    );
  }
  const asOf = load.value.as_of;

  async function attempt(work: () => Promise<void>): Promise<void> {
    busy.value = true;
    try {
      await work();
    } catch (error) {
      tell(sentenceOf(error));
    }
    busy.value = false;
  }

  const copied = () =>
    attempt(async () => {
      const rows = items
        .filter((item) => ticked.value.has(item.member_id))
        .map((item) => ({ member_id: item.member_id, entered: item.change !== 'end' }));
      const body = { organization_id: organizationId, on_date: today(), as_of: asOf, rows };
      await handOver(hand, body, copyRegistrations, say.done(rows.length));
      ticked.value = new Set();
      load.reload();
      onCopied?.();
    });

  const download = (form: 'xlsx' | 'csv') =>
    attempt(async () => {
      const name = `${workplaceName.value}-${say.pageTitle}-${today()}.${form}`;
      saveFile(await downloadDifferences(organizationId, form, full.value), name);
    });

  /** Put the list on the clipboard, a line for each member, as a spreadsheet or a form takes it. */
  const copyList = () =>
    attempt(async () => {
      const told = full.value ? (await readDifferences(organizationId, true)).items : items;
      if (await copyText(told.map((item) => asLine(item, say.changes[item.change] ?? '')).join('\n'))) tell(say.copiedText(told.length));
    });

  function tick(id: string, wanted: boolean): void {
    const next = new Set(ticked.value);
    if (wanted) next.add(id);
    else next.delete(id);
    ticked.value = next;
  }

  return (
    <>
      <p class="soft">{say.pageLead}</p>
      <div class="row">
        <Button icon="download" busy={busy.value} onClick={() => void download('xlsx')}>
          {say.download}
        </Button>
        <Button look="quiet" busy={busy.value} onClick={() => void download('csv')}>
          CSV
        </Button>
        <Button look="quiet" busy={busy.value} onClick={() => void copyList()}>
          {say.copyText}
        </Button>
        <Tick label={say.full} hint={say.fullHint} checked={full.value} onChecked={(wanted) => (full.value = wanted)} />
      </div>
      <ul class="entries">
        {items.map((item) => (
          <Difference key={item.member_id} item={item} ticked={ticked.value.has(item.member_id)} onTick={tick} />
        ))}
      </ul>
      <div class="dues-bar">
        <span class="soft small">{tiesWords.value.asOf(momentInWords(asOf))}</span>
        <Button look="primary" busy={busy.value} disabled={ticked.value.size === 0} onClick={() => void copied()}>
          {ticked.value.size === 0 ? say.pick : say.done(ticked.value.size)}
        </Button>
      </div>
    </>
  );
}

/** Name, what to do, and the fields as they are to stand, parted by tabs. */
function asLine(item: Differences['items'][number], change: string): string {
  const told = new Map(item.fields.map((field) => [field.field, field.after]));
  return [item.member_name, change, ...FIELDS.map((name) => told.get(name) ?? '')].join('\t');
}

const FIELDS: Differences['items'][number]['fields'][number]['field'][] = [
  'place',
  'departed_on',
  'reason',
  'employer',
  'expected_return_on',
  'phone',
];

interface DifferenceProps {
  item: Differences['items'][number];
  ticked: boolean;
  onTick: (id: string, wanted: boolean) => void;
}

function Difference({ item, ticked, onTick }: DifferenceProps) {
  const { registration: say } = tiesWords.value;
  return (
    <li class="difference">
      <Tick
        label={
          <>
            <strong>{item.member_name}</strong> <span class="soft">{say.changes[item.change]}</span>
          </>
        }
        checked={ticked}
        onChecked={(wanted) => onTick(item.member_id, wanted)}
      />
      {item.change !== 'end' && (
        <dl class="facts small">
          {item.fields.map((field) => (
            <Field key={field.field} name={say.fields[field.field]} before={field.before} after={field.after} />
          ))}
        </dl>
      )}
    </li>
  );
}

function Field({ name, before, after }: { name: string; before: string | null; after: string | null }) {
  const { registration: say } = tiesWords.value;
  return (
    <>
      <dt>{name}</dt>
      <dd class="number">
        {before !== null && (
          <>
            <s class="soft">{before}</s>{' '}
          </>
        )}
        {after ?? say.nothing}
      </dd>
    </>
  );
}
