import { useSignal } from '@preact/signals';
import { listBranchesToAsk, type Handoff } from '../../api/handoffs';
import { Button } from '../../ui/button';
import { Tick } from '../../ui/choice';
import { TextArea } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { Failure, Loading } from '../../ui/states';
import { handoffsWords } from '../../words/handoffs';
import { doAct } from '../desk/held';

/** The township's branches, with what the records say of each; whoever is ticked is asked in turn. */
export function PassOn({ handoff, onDone }: { handoff: Handoff; onDone: () => void }) {
  const say = handoffsWords.value;
  const load = useLoad(`branches/${handoff.id}`, () => listBranchesToAsk(handoff.id));
  const left = useSignal<ReadonlySet<string>>(new Set());
  const note = useSignal('');
  const busy = useSignal(false);
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const open = load.value.filter((one) => !one.known.met && !one.asked);
  // Whom it was passed on to stands above already.
  if (open.length === 0 && handoff.passed_on.length > 0) return null;
  const chosen = open.filter((one) => !left.value.has(one.organization_id));

  function tick(id: string, wanted: boolean): void {
    const next = new Set(left.value);
    if (wanted) next.delete(id);
    else next.add(id);
    left.value = next;
  }

  async function passOn(): Promise<void> {
    busy.value = true;
    let taken = true;
    for (const branch of chosen) {
      taken =
        taken &&
        (await doAct({
          key: `handoff_open.${handoff.id}`,
          label: say.passedSaved(chosen.length),
          path: `/handoffs/${handoff.id}/passing-on`,
          body: { organization_id: branch.organization_id, note: note.value.trim() || null },
        }));
    }
    busy.value = false;
    if (taken) onDone();
  }

  return (
    <section class="stack tight">
      <h2>{say.passOn}</h2>
      <p class="soft small">{open.length === 0 ? say.nobodyLeft : say.passOnLead}</p>
      <ul class="stack tight">
        {load.value.map((one) => (
          <li key={one.organization_id}>
            {open.includes(one) ? (
              <Tick
                label={one.organization_name}
                hint={one.known.sentence}
                checked={!left.value.has(one.organization_id)}
                onChecked={(wanted) => tick(one.organization_id, wanted)}
              />
            ) : (
              <p>
                {one.organization_name}{' '}
                <span class="soft small">{one.asked ? say.alreadyAsked : one.known.sentence}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
      {open.length > 0 && (
        <>
          <TextArea
            label={say.passOnNote}
            optional
            maxLength={500}
            value={note.value}
            onValue={(value) => (note.value = value)}
          />
          <div class="row">
            <Button look="primary" busy={busy.value} disabled={chosen.length === 0} onClick={() => void passOn()}>
              {say.passOnTo(chosen.length)}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
