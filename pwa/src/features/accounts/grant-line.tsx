import type { GivenRole } from '../../api/types';
import { Button } from '../../ui/button';
import { dateInWords, today } from '../../ui/dates';
import { accountsWords } from '../../words/accounts';

interface GrantLineProps {
  grant: GivenRole;
  onEnd?: () => void;
  onInvite?: () => void;
}

/** One duty: who, what, from when to when, and on whose behalf. */
export function GrantLine({ grant, onEnd, onInvite }: GrantLineProps) {
  const say = accountsWords.value;
  const behalf = grant.delegated
    ? grant.delegated_by_name === null
      ? say.delegatedPlain
      : say.delegated(grant.delegated_by_name)
    : null;
  return (
    <li class="grant">
      <span class="grant-who">
        <strong>{grant.name}</strong>
        <span>{say.roles[grant.role] ?? grant.role}</span>
        <span class="soft small">{[behalf, period(grant)].filter(Boolean).join(' · ')}</span>
      </span>
      <span class="row">
        {onInvite !== undefined && (
          <Button look="quiet" aria-label={`${say.invite} ${grant.name}`} onClick={onInvite}>
            {say.invite}
          </Button>
        )}
        {onEnd !== undefined && (
          <Button look="quiet" aria-label={`${say.end} ${grant.name}`} onClick={onEnd}>
            {say.end}
          </Button>
        )}
      </span>
    </li>
  );
}

function period({ from_on: from, to_on: to }: GivenRole): string {
  const say = accountsWords.value;
  const [begins, ends] = [dateInWords(from), dateInWords(to)];
  if (to !== null && to < today()) return to < from ? say.ended(begins, begins) : say.ended(begins, ends);
  if (to !== null) return say.between(begins, ends);
  return from > today() ? say.starts(begins) : say.since(begins);
}
