import type { ClientScope, ServiceClient } from '../../api/types';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { systemsWords } from '../../words/systems';
import { groupScopes } from './scope-groups';

interface SystemCardProps {
  system: ServiceClient;
  scopes: ClientScope[];
  onChange?: () => void;
  onRenew?: () => void;
  onRevoke?: () => void;
}

/** One system: where it reaches, what it may, when it came last, and which secrets it has. */
export function SystemCard({ system, scopes, onChange, onRenew, onRevoke }: SystemCardProps) {
  const say = systemsWords.value;
  const held = scopes.filter((one) => system.scopes.includes(one.scope));
  const seen = system.last_used_at === null ? say.neverUsed : say.used(momentInWords(system.last_used_at));
  const secrets = system.secrets.filter((one) => one.valid_until === null || Date.parse(one.valid_until) > Date.now());
  return (
    <section class="card system" aria-labelledby={`system-${system.id}`}>
      <div class="system-head">
        <h2 id={`system-${system.id}`}>{system.name}</h2>
        <p class="soft small">
          {system.organization_name} · {system.revoked_at === null ? seen : say.revokedOn(momentInWords(system.revoked_at))}
        </p>
      </div>
      <dl class="system-scopes">
        {groupScopes(held).map(([title, some]) => (
          <div key={title}>
            <dt class="soft">{title}</dt>
            <dd>
              <ul>
                {some.map((one) => (
                  <li key={one.scope}>{one.sentence}</li>
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
      {system.state === 'open' && (
        <>
          <ul class="system-secrets soft small">
            {secrets.map((one) => (
              <li key={one.id}>
                {one.valid_until === null
                  ? say.secret(one.hint, momentInWords(one.made_at))
                  : say.oldSecret(one.hint, momentInWords(one.valid_until))}
              </li>
            ))}
          </ul>
          {!system.may_change && <p class="soft small">{say.mayNotRenew}</p>}
          <div class="row">
            {system.may_change && (
              <Button aria-label={`${say.renew} ${system.name}`} onClick={onRenew}>
                {say.renew}
              </Button>
            )}
            <Button look="quiet" aria-label={`${say.change} ${system.name}`} onClick={onChange}>
              {say.change}
            </Button>
            <Button look="quiet" aria-label={`${say.revoke} ${system.name}`} onClick={onRevoke}>
              {say.revoke}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
