import type { Member } from '../../api/types';
import { dateInWords } from '../../ui/dates';
import { formWords } from '../../words/forms';

type Fact = [label: string, value: string | null];

/** A record as people read it; what nobody has recorded says so instead of hiding. */
export function RecordFacts({ member, more = [] }: { member: Member; more?: Fact[] }) {
  const { me } = formWords.value;
  const facts: Fact[] = [
    [me.branch, member.organization_name],
    [me.kind, me.kinds[member.kind]],
    [me.sex, me.sexes[member.sex as keyof typeof me.sexes] ?? null],
    [me.birthDate, dateInWords(member.birth_date)],
    [me.phone, member.phone],
    [me.idNumber, member.id_number],
    [me.address, member.address],
    [me.familyContact, member.family_contact],
    [me.joinedOn, dateInWords(member.joined_on)],
    [me.confirmedOn, dateInWords(member.confirmed_on)],
    ...more,
  ];
  return (
    <dl class="facts">
      {facts.map(([label, value]) => (
        <FactRow key={label} label={label} value={value || null} />
      ))}
    </dl>
  );
}

function FactRow({ label, value }: { label: string; value: string | null }) {
  return (
    <>
      <dt>{label}</dt>
      <dd class={value === null ? 'soft' : 'number'}>{value ?? formWords.value.me.unknown}</dd>
    </>
  );
}
