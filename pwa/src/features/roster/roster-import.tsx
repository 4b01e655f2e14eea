import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { confirmRosterImport, readRosterImport, startRosterImport, uploadRoster } from '../../api/roster';
import type { RosterImport } from '../../api/types';
import { Button, LinkButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { sentenceOf } from '../../ui/states';
import { officeWords } from '../../words/office';
import { RosterDryRun } from './roster-dry-run';

const ASK_EVERY_MS = 700;

/** From a file to members: upload, dry run, a look, one confirmation. */
export function RosterImportFlow({ organizationId }: { organizationId: string }) {
  const { roster: say } = officeWords.value;
  const uploading = useSignal(false);
  const current = useSignal<RosterImport | null>(null);
  const refusal = useSignal<string | null>(null);
  const gone = useRef(false);

  useEffect(
    () => () => {
      gone.current = true;
    },
    [],
  );

  async function follow(id: string): Promise<void> {
    for (;;) {
      const state = await readRosterImport(id);
      if (gone.current) return;
      current.value = state;
      if (state.state !== 'checking' && state.state !== 'confirming') return;
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    refusal.value = null;
    try {
      await work();
    } catch (error) {
      refusal.value = sentenceOf(error);
    }
    uploading.value = false;
  }

  function begin(file: File | undefined): void {
    if (file === undefined) return;
    void attempt(async () => {
      uploading.value = true;
      current.value = null;
      const attachment = await uploadRoster(file);
      const receipt = await startRosterImport(organizationId, attachment);
      uploading.value = false;
      await follow(receipt.id);
    });
  }

  function confirm(id: string): void {
    void attempt(async () => {
      await confirmRosterImport(id);
      await follow(id);
    });
  }

  const run = current.value;
  return (
    <div class="stack">
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
      {run === null && <FileChoice busy={uploading.value} onFile={begin} />}
      {run !== null && <Progress run={run} />}
      {run?.state === 'checked' && (
        <RosterDryRun run={run} onConfirm={() => confirm(run.id)} onAgain={() => (current.value = null)} />
      )}
      {run !== null && (run.state === 'failed' || run.state === 'stale') && (
        <div class="stack tight">
          <p class="note bad" role="alert">
            {run.problem?.sentence ?? (run.state === 'stale' ? say.stale : say.failed)}
          </p>
          <Button onClick={() => (current.value = null)}>{say.again}</Button>
        </div>
      )}
      {run?.state === 'done' && (
        <div class="card stack appear" role="status">
          <h3>{say.done}</h3>
          {run.summary !== null && <p>{say.doneHint(run.summary.create, run.summary.change)}</p>}
          <div class="row">
            <LinkButton href="/members" look="primary">
              {say.openMembers}
            </LinkButton>
            <LinkButton href="/members/opening">{say.openOpening}</LinkButton>
            <Button look="quiet" onClick={() => (current.value = null)}>
              {say.again}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

function FileChoice({ busy, onFile }: { busy: boolean; onFile: (file: File | undefined) => void }) {
  const { roster: say } = officeWords.value;
  const over = useSignal(false);
  return (
    <label
      class={over.value ? 'file-choice over' : 'file-choice'}
      aria-busy={busy}
    >
      <input
        type="file"
        class="file-input"
        onDragEnter={() => (over.value = true)}
        onDragLeave={() => (over.value = false)}
        onDrop={() => (over.value = false)}
        accept=".xlsx,.xls,.csv,.et"
        disabled={busy}
        onChange={(event) => onFile(event.currentTarget.files?.[0])}
      />
      <Icon name="table" />
      <strong>{busy ? say.uploading : say.choose}</strong>
      {!busy && <span class="soft">{say.drop}</span>}
      <span class="soft small">{say.importLead}</span>
    </label>
  );
}

function Progress({ run }: { run: RosterImport }) {
  const { roster: say } = officeWords.value;
  if (run.state !== 'checking' && run.state !== 'confirming') return null;
  const { done, total } = run.progress;
  return (
    <div class="card stack tight" role="status">
      <p>{run.state === 'checking' ? say.checking(done, total) : say.confirming(done, total)}</p>
      <progress value={total === 0 ? undefined : done} max={Math.max(total, 1)} />
    </div>
  );
}
