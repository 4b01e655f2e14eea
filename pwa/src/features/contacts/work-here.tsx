import { Failure, Loading } from '../../ui/states';
import { me } from '../auth/session';
import { useWorkList } from './work-list';
import { WorkListView } from './work-list-view';
import './contacts.css';

interface WorkHereProps {
  organizationId: string;
  /** Of the list only these. */
  memberIds: string[];
}

/** Whom to call today, on a page that has more to show. */
export function WorkHere({ organizationId, memberIds }: WorkHereProps) {
  const { read, error, reload } = useWorkList(organizationId);
  const person = me.value;
  if (read === undefined || person === null) {
    return error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />;
  }
  return (
    <WorkListView
      person={person}
      read={read}
      items={read.list.items.filter((item) => memberIds.includes(item.member_id))}
      others={[]}
      hrefOf={(item) => `/members/${item.member_id}`}
      asksBy
      together={false}
      onTogetherClosed={() => undefined}
    />
  );
}
