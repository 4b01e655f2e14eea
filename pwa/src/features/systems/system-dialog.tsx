import { useSignal } from '@preact/signals';
import { changeSystem, connectSystem, listScopes } from '../../api/systems';
import type { ClientScope, Me, NewSecret, ServiceClient } from '../../api/types';
import { Button } from '../../ui/button';
import { Tick } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { systemsWords } from '../../words/systems';
import { organizations } from '../auth/workplace';
import { groupScopes } from './scope-groups';
import { SecretShown } from './secret-shown';

type ScopeName = ClientScope['scope'];

const [LEAST_PACE, MOST_PACE] = [10, 6000];

interface SystemDialogProps {
  person: Me;
  place: string;
  system?: ServiceClient;
  onClose: () => void;
  onDone: () => void;
}

/** Connect a system and show its secret, or change what one may. */
export function SystemDialog({ person, place, system, onClose, onDone }: SystemDialogProps) {
  const say = systemsWords.value;
  const at = useSignal(place);
  const name = useSignal(system?.name ?? '');
  const chosen = useSignal<ReadonlySet<string>>(new Set(system?.scopes));
  const pace = useSignal(String(system?.requests_per_minute ?? 300));
  const made = useSignal<NewSecret | null>(null);
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const load = useLoad(`scopes/${at.value}`, () => listScopes(at.value));
  const offered = (load.value?.items ?? []).filter((one) => one.may_give || chosen.value.has(one.scope));

  function tick(scope: ScopeName, isChosen: boolean): void {
    const next = new Set(chosen.value);
    if (isChosen) next.add(scope);
    else next.delete(scope);
    chosen.value = next;
  }

  function lack(): string | null {
    if (name.value.trim() === '') return say.needName;
    if (chosen.value.size === 0) return say.needScope;
    const count = Number(pace.value);
    return Number.isInteger(count) && count >= LEAST_PACE && count <= MOST_PACE ? null : say.needPace;
  }

  async function submit(): Promise<void> {
    refusal.value = lack();
    if (refusal.value !== null) return;
    busy.value = true;
    const body = {
      name: name.value.trim(),
      scopes: offered.map((one) => one.scope).filter((scope) => chosen.value.has(scope)),
      requests_per_minute: Number(pace.value),
    };
    try {
      if (system === undefined) {
        made.value = await connectSystem(at.value, body);
      } else {
        await changeSystem(system, body);
        tell(say.changed);
      }
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
    }
    busy.value = false;
  }

  if (made.value !== null) {
    return (
      <Dialog
        title={say.secretTitle(name.value.trim())}
        onClose={onClose}
        actions={<Button onClick={onClose}>{words.value.common.close}</Button>}
      >
        <SecretShown secret={made.value} />
      </Dialog>
    );
  }

  return (
    <Dialog
      title={system === undefined ? say.connectTitle : say.changeTitle(system.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void submit()}>
            {system === undefined ? say.submitConnect : say.submitChange}
          </Button>
        </>
      }
    >
      <TextField
        label={say.name}
        hint={say.nameHint}
        maxLength={100}
        value={name.value}
        onValue={(value) => (name.value = value)}
      />
      {system === undefined && (
        <SelectField
          label={say.where}
          hint={say.whereHint}
          value={at.value}
          options={placesOf(person)}
          onValue={(value) => (at.value = value)}
        />
      )}
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {groupScopes(offered).map(([title, some]) => (
        <fieldset key={title} class="field scopes">
          <legend>{title}</legend>
          <div class="scopes-of">
            {some.map((one) => (
              <Tick
                key={one.scope}
                label={one.sentence}
                checked={chosen.value.has(one.scope)}
                onChecked={(isChosen) => tick(one.scope, isChosen)}
              />
            ))}
          </div>
        </fieldset>
      ))}
      {load.value?.items.some((one) => !one.may_give) === true && <p class="soft small">{say.onlyOwn}</p>}
      <TextField
        label={say.pace}
        hint={say.paceHint}
        inputMode="numeric"
        maxLength={4}
        value={pace.value}
        onValue={(value) => (pace.value = value)}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}

/** The places that somebody may choose from; before the tree has come, the nodes of their own roles. */
function placesOf(person: Me): { value: string; label: string }[] {
  if (organizations.value.length > 0) return organizations.value.map((one) => ({ value: one.id, label: one.short_name }));
  return person.roles.map((grant) => ({ value: grant.organization_id, label: grant.organization_name }));
}
