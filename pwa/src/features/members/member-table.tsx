import type { Member, StandingState } from '../../api/types';
import { officeWords } from '../../words/office';

interface MemberTableProps {
  members: Member[];
  /** Where each member stands, by membership. */
  states: Map<string, StandingState>;
  showBranch: boolean;
}

/** A table on a wide screen; under 720 px the same rows are cards. */
export function MemberTable({ members, states, showBranch }: MemberTableProps) {
  const { members: say } = officeWords.value;
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{say.name}</th>
          <th scope="col">{say.state}</th>
          <th scope="col">{say.place}</th>
          <th scope="col">{say.phone}</th>
          <th scope="col">{say.group}</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} state={states.get(member.id)} showBranch={showBranch} />
        ))}
      </tbody>
    </table>
  );
}

interface MemberRowProps {
  member: Member;
  state: StandingState | undefined;
  showBranch: boolean;
}

function MemberRow({ member, state, showBranch }: MemberRowProps) {
  const { members: say } = officeWords.value;
  return (
    <tr>
      <th scope="row">
        <a href={`/members/${member.id}`}>{member.name}</a>
        {member.kind === 'probationary' && <span class="soft small"> {say.probationary}</span>}
      </th>
      <td>
        {state !== undefined && <span class={`standing-word standing-${state}`}>{say.states[state]}</span>}
      </td>
      <td>{member.away?.place_name}</td>
      <td class="number nowrap">{member.phone}</td>
      <td class="soft">{showBranch ? member.organization_name : member.group_name}</td>
    </tr>
  );
}
