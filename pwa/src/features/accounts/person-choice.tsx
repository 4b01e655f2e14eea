import type { GivenRole } from '../../api/types';
import { Button } from '../../ui/button';
import { SelectField } from '../../ui/field';
import { accountsWords } from '../../words/accounts';
import { mayReadMembers } from '../auth/roles';
import { me } from '../auth/session';
import { MemberPicker } from '../members/member-picker';

export interface Chosen {
  personId: string;
  name: string;
}

interface PersonChoiceProps {
  label: string;
  organizationId: string;
  /** Who holds a duty already; an administrator sees no members and chooses among these. */
  grants: GivenRole[];
  onChoose: (chosen: Chosen) => void;
}

/** Choose somebody: by name among the members, or among those who hold a duty. */
export function PersonChoice({ label, organizationId, grants, onChoose }: PersonChoiceProps) {
  const person = me.value;
  const known = new Map(grants.map((grant) => [grant.person_id, grant.name]));
  if (person !== null) known.delete(person.person_id);
  const others = [...known.entries()];
  return (
    <>
      {person !== null && mayReadMembers(person) && (
        <MemberPicker
          label={label}
          organizationId={organizationId}
          onPick={(member) => onChoose({ personId: member.person_id, name: member.name })}
        />
      )}
      {person !== null && !mayReadMembers(person) && (
        <SelectField
          label={label}
          value=""
          options={[{ value: '', label: '' }, ...others.map(([value, name]) => ({ value, label: name }))]}
          onValue={(value) => value !== '' && onChoose({ personId: value, name: known.get(value) ?? '' })}
        />
      )}
    </>
  );
}

interface ChosenPersonProps {
  label: string;
  chosen: Chosen;
  onOther: () => void;
}

export function ChosenPerson({ label, chosen, onOther }: ChosenPersonProps) {
  const say = accountsWords.value;
  return (
    <div class="chosen-person">
      <span>
        <span class="soft small">{label}</span>
        <strong>{chosen.name}</strong>
      </span>
      <Button look="quiet" onClick={onOther}>
        {say.other}
      </Button>
    </div>
  );
}
