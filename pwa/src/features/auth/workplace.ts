import { computed, effect, signal } from '@preact/signals';
import { listOrganizations } from '../../api/organizations';
import { Unreachable } from '../../api/problem';
import type { Me, Organization } from '../../api/types';
import { me } from './session';

const KEPT_AS = 'lxq-workplace';

/** The organizations that somebody may look at, in the fixed order of the tree. */
export const organizations = signal<Organization[]>([]);
const chosen = signal<string | null>(sessionStorage.getItem(KEPT_AS));

function homeOf(person: Me): string | undefined {
  return (person.roles.find((grant) => grant.role !== 'admin') ?? person.roles[0])?.organization_id;
}

/** The organization whose desk and members are shown. */
export const workplace = computed(() => {
  const known = organizations.value.find((organization) => organization.id === chosen.value);
  return known?.id ?? (me.value === null ? undefined : homeOf(me.value));
});

export const workplaceName = computed(() => {
  const here = organizations.value.find((organization) => organization.id === workplace.value);
  const grant = me.value?.roles.find((one) => one.organization_id === workplace.value);
  return here?.short_name ?? grant?.organization_name ?? '';
});

/** The branch that is shown; null while a whole township is. */
export const branch = computed(() => {
  const here = organizations.value.find((organization) => organization.id === workplace.value);
  return here?.kind === 'branch' ? here : null;
});

export function chooseWorkplace(id: string): void {
  sessionStorage.setItem(KEPT_AS, id);
  chosen.value = id;
}

effect(() => {
  const person = me.value;
  if (person === null || person.roles.length === 0) return;
  listOrganizations().then(
    (page) => {
      organizations.value = page.items
        .filter((organization) => organization.ended_on === null)
        .sort((a, b) => a.position - b.position);
    },
    (error: unknown) => {
      if (!(error instanceof Unreachable)) organizations.value = [];
    },
  );
});
