import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listRosterRows } from '../../api/roster';
import type { RosterImport, RosterOutcome, RosterRow } from '../../api/types';
import { Button } from '../../ui/button';
import { Failure, Loading } from '../../ui/states';
import { words } from '../../words';
import { officeWords } from '../../words/office';

const OUTCOMES: RosterOutcome[] = ['fault', 'create', 'change', 'same'];

interface RosterDryRunProps {
  run: RosterImport;
  onConfirm: () => void;
  onAgain: () => void;
}

/** What would happen, grouped by outcome; faults come first, each with its cell. */
export function RosterDryRun({ run, onConfirm, onAgain }: RosterDryRunProps) {
  const { roster: say } = officeWords.value;
  const summary = run.summary ?? { create: 0, change: 0, same: 0, fault: 0 };
  const first = OUTCOMES.find((outcome) => summary[outcome] > 0) ?? 'create';
  const shown = useSignal<RosterOutcome>(first);
  const toWrite = summary.create + summary.change;
  return (
    <div class="card stack appear">
      <h3>{say.checked}</h3>
      <div class="outcomes" role="tablist">
        {OUTCOMES.map((outcome) => (
          <button
            key={outcome}
            type="button"
            role="tab"
            class={`outcome outcome-${outcome}`}
            aria-selected={shown.value === outcome}
            onClick={() => (shown.value = outcome)}
          >
            <b class="number">{summary[outcome]}</b>
            <span>{say.outcomes[outcome]}</span>
          </button>
        ))}
      </div>
      <p class="soft small">{say.outcomeHints[shown.value]}</p>
      <Rows key={shown.value} id={run.id} outcome={shown.value} />
      <div class="row">
        <Button look="primary" disabled={toWrite === 0} onClick={onConfirm}>
          {toWrite === 0 ? say.nothingToWrite : say.confirm(toWrite)}
        </Button>
        <Button look="quiet" onClick={onAgain}>
          {say.again}
        </Button>
      </div>
    </div>
  );
}

function Rows({ id, outcome }: { id: string; outcome: RosterOutcome }) {
  const rows = useSignal<RosterRow[] | null>(null);
  const next = useSignal<string | null>(null);
  const error = useSignal<unknown>(undefined);

  async function load(): Promise<void> {
    error.value = undefined;
    try {
      const page = await listRosterRows(id, outcome, next.value ?? undefined);
      rows.value = [...(rows.value ?? []), ...page.items];
      next.value = page.next_cursor;
    } catch (failure) {
      error.value = failure;
    }
  }

  useEffect(() => void load(), []);

  if (error.value !== undefined) return <Failure error={error.value} onRetry={() => void load()} />;
  if (rows.value === null) return <Loading />;
  return (
    <>
      <ul class="dry-run">
        {rows.value.map((row) => (
          <DryRunRow key={row.row} row={row} />
        ))}
      </ul>
      {next.value !== null && <Button onClick={() => void load()}>{words.value.common.more}</Button>}
    </>
  );
}

function DryRunRow({ row }: { row: RosterRow }) {
  const { roster: say } = officeWords.value;
  return (
    <li>
      <span class="soft small number dry-run-row">{say.row(row.row)}</span>
      <div>
        <strong>{row.name}</strong>
        {row.changes.map((change) => (
          <p key={change.field} class="small">
            {say.change(change.label, change.before ?? say.blank, change.after ?? say.blank)}
          </p>
        ))}
        {row.faults.map((fault) => (
          <p key={fault.cell + fault.field} class="small">
            <span class="dry-run-cell">{say.fault(fault.cell, fault.value ?? say.blank)}</span> {fault.sentence}
          </p>
        ))}
      </div>
    </li>
  );
}
