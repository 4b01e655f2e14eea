import type { Member } from '../../api/types';
import { officeWords } from '../../words/office';

interface MemberTableProps {
  members: Member[];
  showBranch: boolean;
}

/** A table on a wide screen; under 720 px the same rows are cards. */
export function MemberTable({ members, showBranch }: MemberTableProps) {
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
          <MemberRow key={member.id} member={member} showBranch={showBranch} />
        ))}
      </tbody>
    </table>
  );
}

function MemberRow({ member, showBranch }: { member: Member; showBranch: boolean }) {
  const { members: say } = officeWords.value;
  const { state, away } = member.standing;
  return (
    <tr>
      <th scope="row">
        <a href={`/members/${member.id}`}>{member.name}</a>
        {member.kind === 'probationary' && <span class="soft small"> {say.probationary}</span>}
      </th>
      <td>
        <span class={`standing-word standing-${state}`}>{say.states[state]}</span>
      </td>
      <td>{away?.place_name}</td>
      <td class="number nowrap">{member.phone}</td>
      <td class="soft">{showBranch ? member.organization_name : member.group_name}</td>
    </tr>
  );
}
