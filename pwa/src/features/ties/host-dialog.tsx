import { useSignal } from '@preact/signals';
import { tellHost } from '../../api/ties';
import type { HostLink, HostLinkChange } from '../../api/types';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { tiesWords } from '../../words/ties';
import { handOver, type Hand } from '../outbox/hand';

interface HostDialogProps {
  memberId: string;
  name: string;
  present: HostLink | undefined;
  hand?: Hand<HostLinkChange> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** 流入地衔接: how it stands with the branch at the place away. */
export function HostDialog({ memberId, name, present, hand, onClose, onDone }: HostDialogProps) {
  const say = tiesWords.value;
  const state = useSignal<HostLinkChange['state']>(present?.state ?? 'contacted');
  const organization = useSignal(present?.organization ?? '');
  const contact = useSignal('');
  const on = useSignal(today());
  const named = state.value === 'contacted' || state.value === 'registered';

  async function record(): Promise<string | null> {
    if (state.value === 'registered' && organization.value.trim() === '') return say.needOrganization;
    const body: HostLinkChange = {
      state: state.value,
      organization: named ? organization.value.trim() || null : null,
      on_date: on.value,
      contact: contact.value.trim() || null,
    };
    await handOver(hand, body, (told) => tellHost(memberId, told), say.saved);
    onDone();
    return null;
  }

  return (
    <Sheet title={say.host.tellTitle(name)} action={say.save} cancel={say.cancel} onConfirm={record} onClose={onClose}>
      <ChoiceField
        label={say.host.state}
        value={state.value}
        options={Object.entries(say.host.states).map(([value, label]) => ({ value, label }))}
        onValue={(value) => (state.value = value as HostLinkChange['state'])}
      />
      {named && (
        <>
          <TextField
            label={say.host.organization}
            hint={say.host.organizationHint}
            optional={state.value !== 'registered'}
            maxLength={100}
            value={organization.value}
            onValue={(value) => (organization.value = value)}
          />
          <TextField
            label={say.host.contact}
            hint={say.host.contactHint}
            optional
            maxLength={100}
            value={contact.value}
            onValue={(value) => (contact.value = value)}
          />
        </>
      )}
      <TextField label={say.host.on} type="date" max={today()} value={on.value} onValue={(value) => (on.value = value)} />
    </Sheet>
  );
}
