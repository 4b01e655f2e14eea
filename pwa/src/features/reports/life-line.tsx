import { words } from '../../words';
import type { LifeStage, ReportLife } from './life';

const REACHED: Record<LifeStage, number> = {
  on_phone: 1,
  sending: 1,
  needs_you: 1,
  arrived: 2,
  sent_back: 2,
  withdrawn: 2,
  accepted: 3,
};

/** Say where a report is: three small steps, of which the reached ones are drawn full. */
export function LifeLine({ life }: { life: ReportLife }) {
  const { life: say } = words.value;
  const reached = REACHED[life.stage];
  const receipt = life.receiptNumber === null || life.stage === 'sent_back' ? null : say.receipt(life.receiptNumber);
  const last = life.kind === 'check_in' || life.kind === 'home_visit' ? say.received : say.accepted;
  const told: Record<LifeStage, string> = {
    on_phone: say.onPhone,
    sending: say.sending,
    needs_you: say.needsYou,
    arrived: say.arrived,
    accepted: last,
    sent_back: say.sentBack,
    withdrawn: say.withdrawn,
  };
  return (
    <p class={`life life-${life.stage}`}>
      <span class="life-steps" aria-hidden="true">
        {[1, 2, 3].map((step) => (
          <i key={step} class={step <= reached ? 'done' : ''} />
        ))}
      </span>
      <span>{told[life.stage]}</span>
      {receipt !== null && <span>{receipt}</span>}
      {life.stage === 'arrived' && <span>{say.waiting}</span>}
    </p>
  );
}
