import { words } from '../../words';
import { branch, chooseWorkplace, organizations, workplace, workplaceName } from './workplace';
import './workplace.css';

/** Where somebody is working; whoever has one organization only reads its name. */
export default function WorkplaceChoice() {
  if (organizations.value.length < 2) return <p class="workplace">{workplaceName.value}</p>;
  return (
    <select
      class={`input workplace${branch.value === null ? ' whole' : ''}`}
      aria-label={words.value.nav.workplace}
      value={workplace.value}
      onChange={(event) => chooseWorkplace(event.currentTarget.value)}
    >
      {organizations.value.map((organization) => (
        <option key={organization.id} value={organization.id}>
          {organization.short_name}
        </option>
      ))}
    </select>
  );
}
