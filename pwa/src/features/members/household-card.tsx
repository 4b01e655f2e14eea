import { useSignal } from '@preact/signals';
import { readHousehold } from '../../api/keeping';
import type { Household, Member } from '../../api/types';
import { Button } from '../../ui/button';
import { useLoad } from '../../ui/load';
import { Failure, Loading } from '../../ui/states';
import { formWords } from '../../words/forms';
import { keepingWords } from '../../words/keeping';
import { HouseholdDialog } from './household-dialog';

interface HouseholdCardProps {
  member: Member;
  mayEdit: boolean;
  onChanged: () => void;
}

/** Who lives with a member: who stays at home, whether all are away, and other members of the same home. */
export function HouseholdCard({ member, mayEdit, onChanged }: HouseholdCardProps) {
  const { home: say } = keepingWords.value;
  const id = member.household_id;
  const load = useLoad(`${id ?? ''}/${member.id}`, async () => (id === null ? null : readHousehold(id)));
  const asking = useSignal(false);
  const read = load.value;
  return (
    <section class="card stack tight">
      <div class="row">
        <h2>{say.title}</h2>
        {mayEdit && read !== undefined && (
          <span class="push">
            <Button look="quiet" icon={read === null ? 'plus' : 'pen'} onClick={() => (asking.value = true)}>
              {read === null ? say.add : say.edit}
            </Button>
          </span>
        )}
      </div>
      {read === undefined && load.error === undefined && <Loading />}
      {read === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {read === null && <p class="soft">{say.none}</p>}
      {read !== null && read !== undefined && <HouseholdFacts household={read.content} memberId={member.id} />}
      {asking.value && read !== undefined && (
        <HouseholdDialog
          member={member}
          read={read}
          onStale={load.reload}
          onClose={() => (asking.value = false)}
          onDone={() => {
            asking.value = false;
            onChanged();
            load.reload();
          }}
        />
      )}
    </section>
  );
}

function HouseholdFacts({ household, memberId }: { household: Household; memberId: string }) {
  const { home: say } = keepingWords.value;
  const others = household.members.filter((one) => one.id !== memberId);
  return (
    <dl class="facts">
      <dt>{say.members}</dt>
      <dd>
        {others.length === 0 && <span class="soft">{say.alone}</span>}
        {others.map((one, index) => (
          <span key={one.id}>
            {index > 0 && '、'}
            <a href={`/members/${one.id}`}>{one.name}</a>
          </span>
        ))}
      </dd>
      <dt>{say.whoStays}</dt>
      <dd class={household.who_stays === null && !household.all_away ? 'soft' : undefined}>
        {[household.all_away ? say.allAway : null, household.who_stays].filter(Boolean).join('，') ||
          formWords.value.me.unknown}
      </dd>
      {household.address !== null && (
        <>
          <dt>{say.address}</dt>
          <dd class="number">{household.address}</dd>
        </>
      )}
    </dl>
  );
}
