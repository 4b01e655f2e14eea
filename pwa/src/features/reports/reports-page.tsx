import { useEffect } from 'preact/hooks';
import { LinkButton } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { words } from '../../words';
import { formWords } from '../../words/forms';
import { OutboxLine } from '../outbox/outbox-line';
import { LifeRow } from './life-row';
import { lives, refreshMine, staleSince } from './mine';

/** All my reports, wherever they are. */
export default function ReportsPage() {
  const { home } = words.value;
  useEffect(() => {
    refreshMine().catch(() => undefined);
  }, []);
  return (
    <div class="stack narrow">
      <PageHead title={formWords.value.mine.title} />
      <OutboxLine />
      {staleSince.value !== null && <p class="soft small">{home.asOf(momentInWords(staleSince.value))}</p>}
      {lives.value.length === 0 ? (
        <Empty icon="book" title={home.noReports}>
          <p>{home.noReportsHint}</p>
          <LinkButton href="/">{words.value.nav.home}</LinkButton>
        </Empty>
      ) : (
        <ul class="card lives-card">
          {lives.value.map((life) => (
            <LifeRow key={life.id} life={life} />
          ))}
        </ul>
      )}
    </div>
  );
}
