import { useSignal } from '@preact/signals';
import { listGroups } from '../../api/keeping';
import { listMembers } from '../../api/members';
import type { Group, Member } from '../../api/types';
import { Button } from '../../ui/button';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { keepingWords } from '../../words/keeping';
import { worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { branch } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { GroupDialog } from './group-dialog';
import './groups.css';

/** The groups of a branch, each with its leader and its people. */
export default function GroupsPage() {
  const { group: say } = keepingWords.value;
  return (
    <div class="stack narrow">
      <PageHead title={say.title} back={goBack} />
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      {branch.value === null ? (
        <Empty icon="people" title={say.pickBranch} />
      ) : (
        <Groups key={branch.value.id} organizationId={branch.value.id} />
      )}
    </div>
  );
}

/** All members of a branch; a village branch fits into one or two pages. */
async function listEverybody(organizationId: string): Promise<Member[]> {
  const everybody: Member[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: Member[]; next_cursor: string | null } = await listMembers({
      organization_id: organizationId,
      ...(cursor === null ? {} : { cursor }),
    });
    everybody.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return everybody;
}

function Groups({ organizationId }: { organizationId: string }) {
  const { group: say } = keepingWords.value;
  const load = useLoad(organizationId, () => Promise.all([listGroups(organizationId), listEverybody(organizationId)]));
  const edited = useSignal<Group | 'new' | null>(null);
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const [{ items }, everybody] = load.value;
  const groups = items.filter((group) => group.ended_on === null);
  const loose = everybody.filter((member) => !groups.some((group) => group.id === member.group_id));
  const works = me.value !== null && worksForBranch(me.value);
  return (
    <>
      {groups.length === 0 && (
        <Empty icon="people" title={say.none}>
          <p>{say.noneHint}</p>
        </Empty>
      )}
      {groups.length > 0 && <p class="soft">{say.lead}</p>}
      {groups.map((group) => (
        <section class="card stack tight" key={group.id}>
          <div class="row">
            <h2>{group.name}</h2>
            {works && (
              <span class="push">
                <Button look="quiet" icon="pen" onClick={() => (edited.value = group)}>
                  {say.edit}
                </Button>
              </span>
            )}
          </div>
          <p class="soft">
            {say.leader} {group.leader_name ?? say.noLeader}
          </p>
          <People members={everybody.filter((member) => member.group_id === group.id)} />
        </section>
      ))}
      {groups.length > 0 && loose.length > 0 && (
        <section class="card stack tight">
          <h2>{say.without(loose.length)}</h2>
          <People members={loose} />
        </section>
      )}
      {works && (
        <div class="row">
          <Button icon="plus" onClick={() => (edited.value = 'new')}>
            {say.add}
          </Button>
        </div>
      )}
      {edited.value !== null && (
        <GroupDialog
          organizationId={organizationId}
          group={edited.value === 'new' ? null : edited.value}
          position={items.length + 1}
          everybody={everybody}
          onClose={() => (edited.value = null)}
          onDone={() => {
            edited.value = null;
            load.reload();
          }}
        />
      )}
    </>
  );
}

function People({ members }: { members: Member[] }) {
  const { group: say } = keepingWords.value;
  if (members.length === 0) return <p class="soft">{say.nobody}</p>;
  return (
    <ul class="group-people" aria-label={say.people(members.length)}>
      {members.map((member) => (
        <li key={member.id}>
          <a href={`/members/${member.id}`}>{member.name}</a>
        </li>
      ))}
    </ul>
  );
}
