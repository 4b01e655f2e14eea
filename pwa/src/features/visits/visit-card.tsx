import { useSignal } from '@preact/signals';
import { readVisit, voidVisit, type Visit } from '../../api/visits';
import { Button, LinkButton } from '../../ui/button';
import { dateInWords, shortDate } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate } from '../../ui/router';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { visitsWords } from '../../words/visits';
import { Pictures } from '../pictures/pictures';
import { keptLoad } from '../screenings/kept';
import { namesOf } from './said';

interface VisitCardProps {
  id: string;
  onChanged: () => void;
}

/** One visit as the register tells it. */
export function VisitCard({ id, onChanged }: VisitCardProps) {
  const load = useLoad(`visit/${id}`, () => keptLoad(`visit/${id}`, () => readVisit(id)));
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  return (
    <Card
      visit={load.value}
      onChanged={() => {
        load.reload();
        onChanged();
      }}
    />
  );
}

function Card({ visit, onChanged }: { visit: Visit; onChanged: () => void }) {
  const word = visitsWords.value;
  const asking = useSignal(false);
  const visitors = [...visit.visitors.map((one) => one.name), visit.other_visitors].filter(Boolean).join(word.and);
  return (
    <article class="card stack">
      <PageHead title={namesOf(visit)} back={() => navigate('/visits/made')}>
        <span class="soft">{visit.window_name ?? word.daily}</span>
      </PageHead>
      {visit.void && <p class="note warn">{word.isVoid}</p>}
      {visit.hints.map((hint) => (
        <p key={hint.member_id} class="note warn">
          {word.awayHint(hint.name)}
        </p>
      ))}
      <dl class="facts">
        <dt>{word.day}</dt>
        <dd class="number">{dateInWords(visit.on_date)}</dd>
        {visit.members.map((one) => (
          <>
            <dt>{one.name}</dt>
            <dd>{[word.outcomes[one.outcome], one.relation].filter(Boolean).join(' · ')}</dd>
          </>
        ))}
        {[
          [word.goers, visitors],
          [word.address, visit.address],
          [word.gifts, visit.gifts],
          [word.money, sayMoney(visit)],
          [word.situation, visit.situation],
          [word.measures, visit.measures],
          [word.signed, saySigned(visit)],
          [word.note, visit.note],
        ].map(([name, text]) =>
          text === null || text === '' ? null : (
            <>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </>
          ),
        )}
      </dl>
      <Pictures of="visits" id={visit.id} photoIds={visit.photo_ids} />
      <p class="soft small">
        {visit.recorded_by_name !== null && word.recordedBy(visit.recorded_by_name)} · {shortDate(visit.recorded_at)}
      </p>
      {visit.may_change && (
        <div class="visit-actions">
          <LinkButton href={`/visits/made/${visit.id}/correct`} icon="pen">
            {word.correct}
          </LinkButton>
          <Button look="quiet" onClick={() => (asking.value = true)}>
            {word.mistaken}
          </Button>
        </div>
      )}
      {asking.value && (
        <Mistaken
          id={visit.id}
          onClose={() => (asking.value = false)}
          onDone={() => {
            asking.value = false;
            onChanged();
          }}
        />
      )}
    </article>
  );
}

function sayMoney(visit: Visit): string {
  const word = visitsWords.value;
  if (visit.money_cents === null) return '';
  const source = visit.money_source === null ? '' : word.sources[visit.money_source];
  return [word.yuan(String(visit.money_cents / 100)), source, visit.money_approval].filter(Boolean).join(' · ');
}

function saySigned(visit: Visit): string {
  const word = visitsWords.value;
  if (visit.signed_by === null) return '';
  return [word.signers[visit.signed_by], visit.signer].filter(Boolean).join(' · ');
}

interface MistakenProps {
  id: string;
  onClose: () => void;
  onDone: () => void;
}

function Mistaken({ id, onClose, onDone }: MistakenProps) {
  const word = visitsWords.value;
  const why = useSignal('');
  const busy = useSignal(false);
  const lack = useSignal<string | undefined>(undefined);

  async function save(): Promise<void> {
    if (why.value.trim() === '') {
      lack.value = word.needBasis;
      return;
    }
    busy.value = true;
    try {
      await voidVisit(id, why.value.trim());
      say(word.voided);
      onDone();
    } catch (error) {
      lack.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={word.mistaken}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{word.cancel}</Button>
          <Button look="danger" busy={busy.value} onClick={() => void save()}>
            {word.save}
          </Button>
        </>
      }
    >
      <p class="soft">{word.mistakenLead}</p>
      <TextArea
        label={word.mistakenWhy}
        maxLength={300}
        error={lack.value}
        value={why.value}
        onValue={(value) => (why.value = value)}
      />
    </Dialog>
  );
}
