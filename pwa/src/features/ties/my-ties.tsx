import { readMemberDues } from '../../api/dues';
import { readProbation } from '../../api/ties';
import type { Member } from '../../api/types';
import { useLoad } from '../../ui/load';
import { mine } from '../reports/mine';
import { DuesSection, ProbationSection } from './member-ties';

/** My own dues and, while it lasts, my probation: what the branch has on record of me. */
export default function MyTies() {
  const member = mine.value;
  return member === null ? null : <Own key={member.id} member={member} />;
}

function Own({ member }: { member: Member }) {
  const load = useLoad(member.id, () => Promise.all([readMemberDues(member.id), readProbation(member.id)]));
  // Offline the page shows what it has; these lines come back with the network.
  if (load.value === undefined) return null;
  const [dues, probation] = load.value;
  return (
    <>
      {probation.on_probation && (
        <ProbationSection member={member} probation={probation} mayRecord={false} onChanged={load.reload} />
      )}
      <DuesSection dues={dues} works={false} />
    </>
  );
}
