import { useSignal } from '@preact/signals';
import type { Me } from '../../api/types';
import { mintUuid } from '../../offline/mint';
import { today } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { handIn } from '../outbox/store';
import { lives } from '../reports/mine';

/** The biggest thing on the home page: one tap, and the branch knows. */
export function CheckIn({ me }: { me: Me }) {
  const busy = useSignal(false);
  const tapped = useSignal<string | null>(null);
  const { home, life } = words.value;
  const latest = tapped.value === null ? undefined : lives.value.find((one) => one.id === tapped.value);
  const arrived = latest?.stage === 'arrived' || latest?.stage === 'accepted';

  async function tap(): Promise<void> {
    if (me.membership_id === null || busy.value) return;
    busy.value = true;
    const id = mintUuid();
    const body = {
      id,
      member_id: me.membership_id,
      kind: 'check_in',
      method: 'self',
      reported_on: today(),
      recorded_at_device: new Date().toISOString(),
    };
    try {
      await handIn(me.account_id, { kind: 'check_in', label: words.value.kinds.check_in, path: '/reports', body });
      tapped.value = id;
    } catch (error) {
      say(sentenceOf(error));
    }
    busy.value = false;
  }

  if (tapped.value !== null && latest?.stage !== 'needs_you') {
    return (
      <div class="check-in done appear" role="status">
        <Icon name={arrived ? 'check' : 'phone'} />
        <div>
          <strong>{arrived ? home.checkInArrived : home.checkInOnPhone}</strong>
          <p class="soft small">
            {arrived && latest?.receiptNumber !== null && latest !== undefined
              ? life.receipt(latest.receiptNumber)
              : home.checkInOnPhoneHint}
          </p>
        </div>
        <a class="button quiet" href={`/help?report=${tapped.value}`}>
          {words.value.kinds.help}
        </a>
        <button type="button" class="button quiet" onClick={() => (tapped.value = null)}>
          {home.again}
        </button>
      </div>
    );
  }
  return (
    <button type="button" class="check-in" disabled={busy.value} onClick={() => void tap()}>
      <strong>{home.checkIn}</strong>
      <span>{home.checkInHint}</span>
    </button>
  );
}
