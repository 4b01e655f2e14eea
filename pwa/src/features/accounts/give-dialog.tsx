import { useSignal } from '@preact/signals';
import { giveRole } from '../../api/accounts';
import type { GivenRole, Me, NewGrant, Organization } from '../../api/types';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { accountsWords } from '../../words/accounts';
import { organizations, workplace } from '../auth/workplace';
import { ChosenPerson, PersonChoice, type Chosen } from './person-choice';

type Role = NewGrant['role'];

interface GiveDialogProps {
  person: Me;
  grants: GivenRole[];
  onClose: () => void;
  onDone: () => void;
}

/** At which kind of node a role can be held. */
function rolesAt(kind: Organization['kind'] | undefined): Role[] {
  return kind === 'branch' ? ['secretary', 'recorder', 'auditor'] : ['officer', 'admin', 'auditor'];
}

/** Give a duty to somebody who is on record, or to a newcomer. */
export function GiveDialog({ person, grants, onClose, onDone }: GiveDialogProps) {
  const say = accountsWords.value;
  const place = useSignal(workplace.value ?? '');
  const kind = useSignal<'known' | 'newcomer'>('known');
  const chosen = useSignal<Chosen | null>(null);
  const name = useSignal('');
  const phone = useSignal('');
  const role = useSignal<Role | ''>('');
  const from = useSignal(today());
  const to = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const node = organizations.value.find((one) => one.id === place.value);
  const roles = rolesAt(node?.kind);

  function lack(): string | null {
    const named = kind.value === 'known' ? chosen.value !== null : name.value.trim() !== '' && phone.value.trim() !== '';
    if (!named) return say.needWho;
    return role.value === '' || !roles.includes(role.value) ? say.needRole : null;
  }

  async function give(): Promise<void> {
    refusal.value = lack();
    if (refusal.value !== null || role.value === '') return;
    busy.value = true;
    try {
      await giveRole({
        ...(kind.value === 'known'
          ? { person_id: chosen.value?.personId ?? '' }
          : { newcomer: { name: name.value.trim(), phone: phone.value.trim() } }),
        role: role.value,
        organization_id: place.value,
        from_on: from.value,
        to_on: to.value || null,
      });
      tell(say.given(kind.value === 'known' ? (chosen.value?.name ?? '') : name.value.trim()));
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={say.giveTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void give()}>
            {say.submit}
          </Button>
        </>
      }
    >
      <SelectField
        label={say.where}
        value={place.value}
        options={placesOf(person)}
        onValue={(value) => {
          place.value = value;
          role.value = '';
        }}
      />
      <ChoiceField
        label={say.who}
        value={kind.value}
        options={[
          { value: 'known', label: say.kinds.known },
          { value: 'newcomer', label: say.kinds.newcomer },
        ]}
        {...(kind.value === 'newcomer' ? { hint: say.newcomerHint } : {})}
        onValue={(value) => (kind.value = value as 'known' | 'newcomer')}
      />
      {kind.value === 'known' && chosen.value === null && (
        <PersonChoice
          label={say.pick}
          organizationId={place.value}
          grants={grants}
          onChoose={(one) => (chosen.value = one)}
        />
      )}
      {kind.value === 'known' && chosen.value !== null && (
        <ChosenPerson label={say.chosen} chosen={chosen.value} onOther={() => (chosen.value = null)} />
      )}
      {kind.value === 'newcomer' && (
        <div class="pair">
          <TextField label={say.name} maxLength={50} value={name.value} onValue={(value) => (name.value = value)} />
          <TextField
            label={say.phone}
            type="tel"
            inputMode="numeric"
            maxLength={11}
            value={phone.value}
            onValue={(value) => (phone.value = value)}
          />
        </div>
      )}
      <ChoiceField
        label={say.role}
        value={role.value}
        options={roles.map((value) => ({ value, label: say.roles[value] ?? value }))}
        {...(role.value === '' ? {} : { hint: say.roleHints[role.value] })}
        onValue={(value) => (role.value = value as Role)}
      />
      <div class="pair">
        <TextField label={say.from} type="date" value={from.value} onValue={(value) => (from.value = value)} />
        <TextField
          label={say.to}
          type="date"
          optional
          min={from.value}
          hint={say.toHint}
          value={to.value}
          onValue={(value) => (to.value = value)}
        />
      </div>
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
