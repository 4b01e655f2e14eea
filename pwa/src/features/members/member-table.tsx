import type { Member, StandingState } from '../../api/types';
import { DataTable, type Column } from '../../ui/data-table';
import { officeWords } from '../../words/office';
import { tableWords } from '../../words/tables';

interface MemberTableProps {
  members: Member[];
  /** Where each member stands, by membership. */
  states: Map<string, StandingState>;
  showBranch: boolean;
}

/** A table on a wide screen; under 720 px the same rows are cards. */
export function MemberTable({ members, states, showBranch }: MemberTableProps) {
  const { members: say } = officeWords.value;
  const words = tableWords.value;
  const stateOf = (member: Member): string => {
    const state = states.get(member.id);
    return state === undefined ? '' : say.states[state];
  };
  const columns: Column<Member>[] = [
    {
      key: 'name',
      label: say.name,
      heads: true,
      sort: (member) => member.name,
      cell: (member) => (
        <>
          <a href={`/members/${member.id}`}>{member.name}</a>
          {member.kind === 'probationary' && <span class="soft small"> {say.probationary}</span>}
        </>
      ),
    },
    {
      key: 'state',
      label: say.state,
      sort: stateOf,
      cell: (member) => {
        const state = states.get(member.id);
        return state === undefined ? null : <span class={`standing-word standing-${state}`}>{say.states[state]}</span>;
      },
    },
    { key: 'place', label: say.place, sort: (member) => member.away?.place_name, cell: (member) => member.away?.place_name },
    {
      key: 'phone',
      label: say.phone,
      cell: (member) => <span class="number nowrap">{member.phone}</span>,
    },
    {
      key: 'group',
      label: say.group,
      sort: (member) => (showBranch ? member.organization_name : member.group_name),
      cell: (member) => <span class="soft">{showBranch ? member.organization_name : member.group_name}</span>,
    },
    { key: 'job', label: words.job, extra: true, sort: (member) => member.job, cell: (member) => member.job },
    {
      key: 'party',
      label: words.party,
      extra: true,
      sort: (member) => member.kind,
      cell: (member) => (member.kind === 'probationary' ? words.probationary : words.full),
    },
  ];
  return <DataTable name="members" caption={say.title} columns={columns} rows={members} rowKey={(member) => member.id} />;
}
