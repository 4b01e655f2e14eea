import { momentInWords } from '../../ui/dates';
import { words } from '../../words';
import type { ReportLife } from './life';
import { LifeLine } from './life-line';

/** One of my reports in a list; those that need me lead to where I can help them on. */
export function LifeRow({ life }: { life: ReportLife }) {
  const href = targetOf(life);
  const content = (
    <>
      <div class="life-head">
        <strong>{words.value.kinds[life.kind]}</strong>
        <time class="soft small number" dateTime={life.at}>
          {momentInWords(life.at)}
        </time>
      </div>
      <LifeLine life={life} />
      {(life.stage === 'sent_back' || life.stage === 'needs_you') && life.reason !== null && (
        <p class="life-reason">{life.reason}</p>
      )}
    </>
  );
  return <li class="life-row">{href === null ? <div>{content}</div> : <a href={href}>{content}</a>}</li>;
}

function targetOf(life: ReportLife): string | null {
  if (life.stage === 'needs_you') return '/outbox';
  return life.report === null ? null : `/reports/${life.id}`;
}
