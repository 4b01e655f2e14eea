import { readMember } from '../../api/members';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack, type RouteProps } from '../../ui/router';
import { Failure, Loading } from '../../ui/states';
import MemberContacts from './member-contacts';

/** One of a liaison's members: where they are, and everything about being in touch with them. */
export default function PersonPage({ params }: RouteProps) {
  const id = params['id'] ?? '';
  const load = useLoad(id, () => readMember(id));
  const member = load.value;
  if (member === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  return (
    <div class="stack narrow">
      <PageHead title={member.name} back={() => goBack('/today')} />
      <p class="soft">{[member.away?.place_name, member.away?.employer].filter(Boolean).join(' · ')}</p>
      <MemberContacts member={member} mayLog={member.to_on === null} asksBy={false} maySearch />
    </div>
  );
}
