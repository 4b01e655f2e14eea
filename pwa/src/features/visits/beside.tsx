import type { Me } from '../../api/types';
import OwnLiaisons from '../pairings/own-liaisons';
import { myStanding } from '../reports/mine';
import { OwnArrival } from './own-arrival';

/** What stands beside 报平安 and is fetched after it: whom to call, and around a feast when somebody comes home. */
export default function Beside({ me }: { me: Me }) {
  return (
    <>
      {myStanding.value?.away !== null && <OwnArrival me={me} />}
      <OwnLiaisons />
    </>
  );
}
