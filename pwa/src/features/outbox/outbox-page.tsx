import { useSignal } from '@preact/signals';
import type { OutboxItem } from '../../offline';
import { Button, LinkButton } from '../../ui/button';
import { momentInWords, today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { saveFile } from '../../ui/save-file';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { formWords } from '../../words/forms';
import { me } from '../auth/session';
import { correctedBy } from '../reports/life';
import { offline, sent, unsent } from './store';

/** What lies on this phone: what needs me, what waits, and the receipts of what has arrived. */
export default function OutboxPage() {
  const { outbox } = formWords.value;
  const stuck = unsent.value.filter((item) => item.state === 'needs_you');
  const waiting = unsent.value.filter((item) => item.state !== 'needs_you');
  return (
    <div class="stack narrow">
      <PageHead title={outbox.title}>
        {unsent.value.length > 0 && (
          <Button look="quiet" icon="download" onClick={() => void exportUnsent()}>
            {outbox.export}
          </Button>
        )}
      </PageHead>
      {unsent.value.length === 0 && (
        <Empty icon="check" title={outbox.empty}>
          <p>{outbox.emptyHint}</p>
        </Empty>
      )}
      {stuck.length > 0 && (
        <section class="stack tight">
          <h2>{outbox.needsYou}</h2>
          {stuck.map((item) => (
            <StuckItem key={item.id} item={item} />
          ))}
        </section>
      )}
      {waiting.length > 0 && (
        <section class="stack tight">
          <div class="row">
            <h2>{outbox.waiting}</h2>
            <Button look="quiet" onClick={() => void offline.flush()}>
              {outbox.sendNow}
            </Button>
          </div>
          <p class="soft small">{outbox.waitingHint}</p>
          <ul class="card lives-card">
            {waiting.map((item) => (
              <li key={item.id} class="life-row">
                <ItemHead item={item} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {sent.value.length > 0 && (
        <section class="stack tight">
          <h2>{outbox.sentTitle}</h2>
          <p class="soft small">{outbox.sentHint}</p>
          <ul class="card lives-card">
            {sent.value.map((item) => (
              <li key={item.id} class="life-row">
                <ItemHead item={item} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Save what is unsent as a file that somebody can carry to the branch. */
export async function exportUnsent(): Promise<void> {
  const content = new Blob([await offline.exportUnsent()], { type: 'application/json' });
  saveFile(content, `${formWords.value.outbox.fileName}-${today()}.json`);
}

function ItemHead({ item }: { item: OutboxItem }) {
  const { life } = words.value;
  const told = item.state === 'sending' ? life.sending : item.state === 'sent' ? life.arrived : life.onPhone;
  return (
    <div class="life-head">
      <strong>{item.label}</strong>
      <time class="soft small number">{momentInWords(item.createdAt)}</time>
      {item.state !== 'needs_you' && (
        <p class="soft small outbox-told">
          {told}
          {item.receipt !== undefined && ` ${life.receipt(item.receipt.number)}`}
        </p>
      )}
    </div>
  );
}

function StuckItem({ item }: { item: OutboxItem }) {
  const { outbox } = formWords.value;
  const asking = useSignal(false);
  const reasons = Object.values(item.problem?.errors ?? {}).flat();

  async function discard(): Promise<void> {
    await offline.discard(item.id);
    say(outbox.discarded);
  }

  return (
    <article class="card stack tight">
      <ItemHead item={item} />
      <p class="life-reason">{reasons.length > 0 ? reasons.join(' ') : item.problem?.title}</p>
      <div class="row">
        {item.kind !== 'check_in' && !/^(contact|desk\/)/.test(item.kind) && (
          <LinkButton look="primary" href={editorOf(item)}>
            {outbox.edit}
          </LinkButton>
        )}
        <Button onClick={() => void offline.retry(item.id)}>{outbox.retry}</Button>
        <Button look="quiet" onClick={() => (asking.value = true)}>
          {outbox.discard}
        </Button>
      </div>
      {asking.value && (
        <Dialog
          title={outbox.discardAsk}
          onClose={() => (asking.value = false)}
          actions={
            <>
              <Button onClick={() => (asking.value = false)}>{words.value.common.cancel}</Button>
              <Button look="danger" onClick={() => void discard()}>
                {outbox.discard}
              </Button>
            </>
          }
        >
          <p>{outbox.discardHint}</p>
        </Dialog>
      )}
    </article>
  );
}

/** The round in which the finding was written; there it can become a correction, or be left. */
function screeningOf(item: OutboxItem): string {
  const [, , round] = item.path.split('/');
  const { member_id: memberId } = (item.body ?? {}) as { member_id?: string };
  return round === undefined || round === 'findings' ? '/screenings' : `/screenings/${round}?member=${memberId ?? ''}`;
}

/** Where something that is no report is written anew. */
const PAGES: Record<string, string> = { need: '/help', visit: '/visits', arrival: '/visits', contribution: '/contributions' };

/** The form in which the item was written: my own, or that of the member it was written for. */
function editorOf(item: OutboxItem): string {
  if (item.kind === 'finding') return screeningOf(item);
  if (item.kind in PAGES) return PAGES[item.kind] ?? '/';
  const { member_id: memberId } = (item.body ?? {}) as { member_id?: string };
  const corrected = correctedBy(item);
  const own = memberId === undefined || memberId === me.value?.membership_id;
  const correcting = corrected === null ? '' : `&report=${corrected}`;
  return `${own ? '' : `/members/${memberId}`}/report/${item.kind}?item=${item.id}${correcting}`;
}
