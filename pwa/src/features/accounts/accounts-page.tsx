import { useSignal } from '@preact/signals';
import { listGrants } from '../../api/accounts';
import type { GivenRole, Me } from '../../api/types';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading } from '../../ui/states';
import { accountsWords } from '../../words/accounts';
import { hasRole, mayDecide } from '../auth/roles';
import { me } from '../auth/session';
import { branch, workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { InvitationDialog } from '../invitations/invitation-dialog';
import { DelegateDialog } from './delegate-dialog';
import { EndDialog } from './end-dialog';
import { GiveDialog } from './give-dialog';
import { GrantLine } from './grant-line';
import './accounts.css';

type Asked = { act: 'give' | 'delegate' } | { act: 'end' | 'invite'; grant: GivenRole } | null;

/** Whether a grant can still be used today or later. */
function isOpen(grant: GivenRole): boolean {
  return grant.to_on === null || grant.to_on >= today();
}

/** Who holds which duty where, and the acts that change it. */
export default function AccountsPage() {
  const person = me.value;
  return person === null || workplace.value === undefined ? <Loading /> : <Accounts person={person} place={workplace.value} />;
}

function Accounts({ person, place }: { person: Me; place: string }) {
  const say = accountsWords.value;
  const load = useLoad(`grants/${place}`, () => listGrants(place));
  const asked = useSignal<Asked>(null);
  const showsPast = useSignal(false);
  const grants = load.value?.items ?? [];
  const open = grants.filter(isOpen);
  const past = grants.filter((grant) => !isOpen(grant));
  const gives = hasRole(person, 'officer', 'admin');
  const delegates = mayDecide(person) && branch.value !== null;
  const close = () => (asked.value = null);

  function done(): void {
    close();
    load.reload();
  }

  function mayEnd(grant: GivenRole): boolean {
    if (grant.account_id === person.account_id) return false;
    return gives || (grant.delegated && mayDecide(person));
  }

  const now = asked.value;
  return (
    <div class="stack accounts">
      <PageHead title={say.title}>
        {delegates && <Button onClick={() => (asked.value = { act: 'delegate' })}>{say.delegate}</Button>}
        {gives && (
          <Button icon="plus" onClick={() => (asked.value = { act: 'give' })}>
            {say.give}
          </Button>
        )}
      </PageHead>
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      <p class="soft">{say.lead}</p>
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value !== undefined && open.length === 0 && <Empty icon="person" title={say.none} />}
      {byPlace(open).map(([name, held]) => (
        <section key={name} class="stack tight">
          <h2 class="accounts-place">{name}</h2>
          <ul class="entries">
            {held.map((grant) => (
              <GrantLine
                key={grant.id}
                grant={grant}
                {...(mayEnd(grant) ? { onEnd: () => (asked.value = { act: 'end', grant }) } : {})}
                {...(mayInvite(person, grant) ? { onInvite: () => (asked.value = { act: 'invite', grant }) } : {})}
              />
            ))}
          </ul>
        </section>
      ))}
      {past.length > 0 && (
        <div>
          <Button look="quiet" aria-expanded={showsPast.value} onClick={() => (showsPast.value = !showsPast.value)}>
            {showsPast.value ? say.hidePast : say.past(past.length)}
          </Button>
        </div>
      )}
      {showsPast.value &&
        byPlace(past).map(([name, held]) => (
          <section key={name} class="stack tight">
            <h2 class="accounts-place">{name}</h2>
            <ul class="entries">
              {held.map((grant) => (
                <GrantLine key={grant.id} grant={grant} />
              ))}
            </ul>
          </section>
        ))}
      {now?.act === 'give' && <GiveDialog person={person} grants={grants} onClose={close} onDone={done} />}
      {now?.act === 'delegate' && branch.value !== null && (
        <DelegateDialog branch={branch.value} grants={open} onClose={close} onDone={done} />
      )}
      {now?.act === 'end' && <EndDialog grant={now.grant} onClose={close} onDone={done} />}
      {now?.act === 'invite' && (
        <InvitationDialog personId={now.grant.person_id} name={now.grant.name} onClose={close} />
      )}
    </div>
  );
}

/** An invitation sets a password, so it is for whoever may give the duty; nobody invites themselves. */
function mayInvite(person: Me, grant: GivenRole): boolean {
  if (grant.person_id === person.person_id) return false;
  const lesser = grant.role === 'recorder' || grant.delegated;
  return hasRole(person, 'officer', 'admin') || (lesser && hasRole(person, 'secretary'));
}

/** The grants by the name of their place, places in the order in which they come. */
function byPlace(grants: GivenRole[]): [string, GivenRole[]][] {
  const places = new Map<string, GivenRole[]>();
  const sorted = [...grants].sort((a, b) => a.organization_name.localeCompare(b.organization_name, 'zh'));
  for (const grant of sorted) {
    places.set(grant.organization_name, [...(places.get(grant.organization_name) ?? []), grant]);
  }
  return [...places.entries()];
}
