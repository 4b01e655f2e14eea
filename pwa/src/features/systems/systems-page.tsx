import { useSignal } from '@preact/signals';
import { listScopes, listSystems } from '../../api/systems';
import type { Me, ServiceClient } from '../../api/types';
import { Button } from '../../ui/button';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading } from '../../ui/states';
import { systemsWords } from '../../words/systems';
import { me } from '../auth/session';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { RenewDialog } from './renew-dialog';
import { RevokeDialog } from './revoke-dialog';
import { SystemCard } from './system-card';
import { SystemDialog } from './system-dialog';
import './systems.css';

type Asked = { act: 'connect' } | { act: 'change' | 'renew' | 'revoke'; system: ServiceClient } | null;

/** Other systems that sign in here: what each may, when it came last, its secrets. */
export default function SystemsPage() {
  const person = me.value;
  return person === null || workplace.value === undefined ? <Loading /> : <Systems person={person} place={workplace.value} />;
}

function Systems({ person, place }: { person: Me; place: string }) {
  const say = systemsWords.value;
  const load = useLoad(`systems/${place}`, () => Promise.all([listSystems(place), listScopes(place)]));
  const asked = useSignal<Asked>(null);
  const showsRevoked = useSignal(false);
  const [systems, scopes] = [load.value?.[0].items ?? [], load.value?.[1].items ?? []];
  const open = systems.filter((system) => system.state === 'open');
  const revoked = systems.filter((system) => system.state === 'revoked');
  const close = () => (asked.value = null);

  function done(): void {
    close();
    load.reload();
  }

  const now = asked.value;
  return (
    <div class="stack systems">
      <PageHead title={say.title}>
        <Button icon="plus" onClick={() => (asked.value = { act: 'connect' })}>
          {say.connect}
        </Button>
      </PageHead>
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      <p class="soft">{say.lead}</p>
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value !== undefined && open.length === 0 && (
        <Empty icon="globe" title={say.none}>
          <p>{say.noneHint}</p>
        </Empty>
      )}
      {open.map((system) => (
        <SystemCard
          key={system.id}
          system={system}
          scopes={scopes}
          onChange={() => (asked.value = { act: 'change', system })}
          onRenew={() => (asked.value = { act: 'renew', system })}
          onRevoke={() => (asked.value = { act: 'revoke', system })}
        />
      ))}
      {revoked.length > 0 && (
        <div>
          <Button look="quiet" aria-expanded={showsRevoked.value} onClick={() => (showsRevoked.value = !showsRevoked.value)}>
            {showsRevoked.value ? say.hideRevoked : say.revokedOnes(revoked.length)}
          </Button>
        </div>
      )}
      {showsRevoked.value && revoked.map((system) => <SystemCard key={system.id} system={system} scopes={scopes} />)}
      {now?.act === 'connect' && (
        <SystemDialog person={person} place={place} onClose={close} onDone={load.reload} />
      )}
      {now?.act === 'change' && (
        <SystemDialog person={person} place={now.system.organization_id} system={now.system} onClose={close} onDone={done} />
      )}
      {now?.act === 'renew' && <RenewDialog system={now.system} onClose={close} onDone={load.reload} />}
      {now?.act === 'revoke' && <RevokeDialog system={now.system} onClose={close} onDone={done} />}
    </div>
  );
}
