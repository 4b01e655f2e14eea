import { useSignal } from '@preact/signals';
import { readOpening, saveOpening, type OpeningFigures } from '../../api/opening';
import type { OpeningRow } from '../../api/types';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack } from '../../ui/router';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { officeWords } from '../../words/office';
import { branch } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import type { Hand } from '../outbox/hand';
import './opening.css';

type Column = 'dues_paid_to' | 'last_contact_on' | 'last_organization_life_on';

const COLUMNS: Column[] = ['dues_paid_to', 'last_contact_on', 'last_organization_life_on'];

/** The opening figures of a branch, in one grid that the keyboard moves through. */
export default function OpeningPage() {
  const { opening: say } = officeWords.value;
  return (
    <div class="stack">
      <PageHead title={say.title} back={goBack} />
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      {branch.value === null ? (
        <Empty icon="table" title={say.pickBranch}>
          <p>{say.pickBranchHint}</p>
        </Empty>
      ) : (
        <OpeningGrid key={branch.value.id} organizationId={branch.value.id} />
      )}
    </div>
  );
}

interface OpeningGridProps {
  organizationId: string;
  hand?: Hand<OpeningFigures> | undefined;
  onSaved?: () => void;
}

export function OpeningGrid({ organizationId, hand, onSaved }: OpeningGridProps) {
  const { opening: say, members } = officeWords.value;
  const load = useLoad(organizationId, () => readOpening(organizationId));
  const edits = useSignal<Record<string, OpeningRow>>({});
  const busy = useSignal(false);
  const rows = load.value?.items;
  const count = Object.keys(edits.value).length;

  function change(row: OpeningRow, column: Column, value: string): void {
    const before = edits.value[row.member_id] ?? row;
    edits.value = { ...edits.value, [row.member_id]: { ...before, [column]: value || null } };
  }

  async function save(): Promise<void> {
    busy.value = true;
    try {
      const changed = Object.values(edits.value).map(({ name: _name, ...figures }) => figures);
      const body = { organization_id: organizationId, rows: changed };
      if (hand === undefined) tell(members.saved((await saveOpening(body)).number));
      else await hand(body);
      edits.value = {};
      load.reload();
      onSaved?.();
    } catch (error) {
      tell(sentenceOf(error));
    }
    busy.value = false;
  }

  if (rows === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  if (rows.length === 0) return <Empty icon="check" title={say.done} />;
  return (
    <>
      <p class="soft">{say.lead}</p>
      <table class="opening-grid">
        <thead>
          <tr>
            <th scope="col">{say.name}</th>
            <th scope="col">{say.dues}</th>
            <th scope="col">{say.contact}</th>
            <th scope="col">{say.life}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <GridRow key={row.member_id} row={edits.value[row.member_id] ?? row} change={change} />
          ))}
        </tbody>
      </table>
      <div class="opening-bar">
        <span class="soft">{count === 0 ? say.nothing : say.changed(count)}</span>
        <Button look="primary" busy={busy.value} disabled={count === 0} onClick={() => void save()}>
          {say.save}
        </Button>
      </div>
    </>
  );
}

interface GridRowProps {
  row: OpeningRow;
  change: (row: OpeningRow, column: Column, value: string) => void;
}

function GridRow({ row, change }: GridRowProps) {
  const { opening: say } = officeWords.value;
  const labels: Record<Column, string> = {
    dues_paid_to: say.dues,
    last_contact_on: say.contact,
    last_organization_life_on: say.life,
  };
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {COLUMNS.map((column) => (
        <td key={column} data-label={labels[column]}>
          <input
            class="input"
            type={column === 'dues_paid_to' ? 'month' : 'date'}
            max={column === 'dues_paid_to' ? undefined : today()}
            aria-label={`${row.name} ${labels[column]}`}
            data-column={column}
            value={row[column] ?? ''}
            onKeyDown={moveByKey}
            onInput={(event) => change(row, column, event.currentTarget.value)}
          />
        </td>
      ))}
    </tr>
  );
}

/** Enter goes to the same column of the next row, Shift+Enter to the row before. */
function moveByKey(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  const row = event.target.closest('tr');
  const next = event.shiftKey ? row?.previousElementSibling : row?.nextElementSibling;
  const column = event.target.dataset['column'] ?? '';
  const input = next?.querySelector<HTMLInputElement>(`input[data-column="${column}"]`);
  if (input === null || input === undefined) return;
  event.preventDefault();
  input.focus();
}
