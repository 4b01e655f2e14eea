import { LinkButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { formWords } from '../../words/forms';
import { sent, unsent } from '../outbox/store';
import { LifeLine } from './life-line';
import { mergeLives } from './life';

/** After handing in: where the report is now, and that nothing more has to be done. */
export function HandedIn({ itemId, memberId }: { itemId: string; memberId: string | null }) {
  const { report } = formWords.value;
  const life = mergeLives(unsent.value, sent.value, []).find((one) => one.outboxId === itemId);
  const arrived = life?.receiptNumber ?? null;
  return (
    <div class="handed-in appear" role="status">
      <span class={`handed-in-mark${arrived === null ? '' : ' arrived'}`}>
        <Icon name={arrived === null ? 'phone' : 'check'} />
      </span>
      <h1 tabIndex={-1}>{report.handedIn}</h1>
      <p>{arrived === null ? report.handedInOnPhone : report.handedInArrived(arrived)}</p>
      {life !== undefined && <LifeLine life={life} />}
      <LinkButton href={memberId === null ? '/' : `/members/${memberId}`} look="plain">
        {memberId === null ? report.backHome : report.backMember}
      </LinkButton>
    </div>
  );
}
