import { useSignal } from '@preact/signals';
import { changeWebhook, createWebhook, type Webhook, type WebhookReceipt } from '../../api/webhooks';
import { Button } from '../../ui/button';
import { ChoiceField, Tick } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { words } from '../../words';
import { webhooksWords } from '../../words/webhooks';
import { organizations, workplace } from '../auth/workplace';

interface WebhookDialogProps {
  /** The one that is edited; a new one is made without. */
  webhook?: Webhook;
  onClose: () => void;
  onMade: (receipt: WebhookReceipt) => void;
}

/** Enter a receiver, or change it. */
export function WebhookDialog({ webhook, onClose, onMade }: WebhookDialogProps) {
  const say = webhooksWords.value;
  const place = useSignal(webhook?.organization_id ?? workplace.value ?? '');
  const name = useSignal(webhook?.name ?? '');
  const address = useSignal(webhook?.address ?? '');
  const kinds = useSignal(webhook?.kinds ?? []);
  const which = useSignal<'all' | 'some'>(kinds.value.length === 0 ? 'all' : 'some');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  function lack(): string | null {
    if (name.value.trim() === '') return say.needName;
    if (address.value.trim() === '') return say.needAddress;
    return which.value === 'some' && kinds.value.length === 0 ? say.needKinds : null;
  }

  async function save(): Promise<void> {
    refusal.value = lack();
    if (refusal.value !== null) return;
    busy.value = true;
    const body = {
      name: name.value.trim(),
      address: address.value.trim(),
      kinds: which.value === 'all' ? [] : kinds.value,
    };
    try {
      const receipt =
        webhook === undefined
          ? await createWebhook({ ...body, organization_id: place.value })
          : { ...(await changeWebhook(webhook, body)), secret_id: '', secret: null };
      onMade(receipt);
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  function tick(kind: string, wanted: boolean): void {
    kinds.value = wanted ? [...kinds.value, kind] : kinds.value.filter((one) => one !== kind);
  }

  return (
    <Dialog
      title={webhook === undefined ? say.addTitle : say.editTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void save()}>
            {say.submit}
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
      <TextField
        label={say.address}
        hint={say.addressHint}
        inputMode="url"
        autoComplete="off"
        maxLength={2000}
        value={address.value}
        onValue={(value) => (address.value = value)}
      />
      {webhook === undefined && organizations.value.length > 1 && (
        <SelectField
          label={say.where}
          value={place.value}
          options={organizations.value.map((one) => ({ value: one.id, label: one.short_name }))}
          onValue={(value) => (place.value = value)}
        />
      )}
      <ChoiceField
        label={say.kinds}
        value={which.value}
        options={[
          { value: 'all', label: say.all },
          { value: 'some', label: say.some },
        ]}
        onValue={(value) => (which.value = value as 'all' | 'some')}
      />
      {which.value === 'some' && (
        <div class="webhook-kinds">
          {choicesWith(kinds.value).map(([kind, label]) => (
            <Tick
              key={kind}
              label={label}
              checked={kinds.value.includes(kind)}
              onChecked={(wanted) => tick(kind, wanted)}
            />
          ))}
        </div>
      )}
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}

/** The nouns to choose from, and whatever finer kinds another program has set. */
function choicesWith(kinds: string[]): [kind: string, label: string][] {
  const nouns = Object.entries(webhooksWords.value.nouns).map(([noun, label]): [string, string] => [`${noun}.*`, label]);
  const known = new Set(nouns.map(([kind]) => kind));
  return [...nouns, ...kinds.filter((kind) => !known.has(kind)).map((kind): [string, string] => [kind, kind])];
}
