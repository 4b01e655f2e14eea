import type { ScreeningFinding, ScreeningKnown } from '../../api/screenings';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { dateInWords, shortDate } from '../../ui/dates';
import { screeningsWords } from '../../words/screenings';
import { offline } from '../outbox/store';
import type { Asked, Method } from './draft';
import type { Entry } from './entries';
import { sayState } from './said';

const METHODS: Method[] = ['wechat', 'phone', 'visit', 'compare'];
const ASKED: Asked[] = ['self', 'family', 'neighbour', 'other'];

interface LineCardProps {
  entry: Entry;
  closed: boolean;
  writes: boolean;
  method: Method | null;
  asked: Asked | null;
  onMethod: (value: Method) => void;
  onAsked: (value: Asked) => void;
  onSame: () => void;
  onDiffers: () => void;
  onCorrect: () => void;
  onSkip: () => void;
}

/** One member: what the ledger says, how it was asked, and one tap when it is right. */
export function LineCard(props: LineCardProps) {
  const { value: word } = screeningsWords;
  const { entry, writes } = props;
  const { line, kept } = entry;
  const arrives = line.known?.arrives_on ?? null;
  const leaves = line.known?.leaves_on ?? null;
  const waiting = line.finding === null ? (line.known?.waiting_kind ?? null) : null;
  const toAsk = entry.state === 'missing' && line.finding === null && writes && !props.closed;
  return (
    <article class="card stack line-card">
      <header>
        <h2>{line.name}</h2>
        <p class="soft small">
          {[
            line.kind === 'probationary' ? word.probationary : '',
            line.joined_on === null ? '' : word.joined(shortDate(line.joined_on)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      {arrives !== null && (
        <p class="note good">
          {[word.arrives(shortDate(arrives)), leaves === null ? '' : word.leaves(shortDate(leaves))].filter(Boolean).join(word.and)}
        </p>
      )}
      {waiting !== null && <p class="note">{word.waiting[waiting]}</p>}
      {kept !== null && kept.stage === 'stuck' && <Stuck entry={entry} onCorrect={props.onCorrect} />}
      {kept !== null && kept.stage === 'on_phone' && (
        <p class="note">
          <strong>{sayState(entry)}</strong> {word.onPhone}
        </p>
      )}
      {line.finding !== null && <Found finding={line.finding} {...props} />}
      {entry.state === 'left' && line.finding === null && (
        <p class="soft">{`${sayState(entry)}`}</p>
      )}
      {entry.state === 'missing' && line.finding === null && props.closed && <p class="soft">{word.notReached}</p>}
      {line.finding === null && line.known !== null && !props.closed && <Ledger known={line.known} />}
      {toAsk && (
        <>
          <div class="ask stack">
            <ChoiceField
              label={word.method}
              value={props.method ?? ''}
              options={METHODS.map((value) => ({ value, label: word.methods[value] }))}
              onValue={(value) => props.onMethod(value as Method)}
            />
            <ChoiceField
              label={word.asked}
              value={props.asked ?? ''}
              options={ASKED.map((value) => ({ value, label: word.askeds[value] }))}
              onValue={(value) => props.onAsked(value as Asked)}
            />
          </div>
          <div class="line-actions">
            <Button look="primary" icon="check" onClick={props.onSame}>
              {word.same}
            </Button>
            <Button onClick={props.onDiffers}>{word.differs}</Button>
            <Button look="quiet" onClick={props.onSkip}>
              {word.skip}
            </Button>
          </div>
        </>
      )}
    </article>
  );
}

function Ledger({ known }: { known: ScreeningKnown }) {
  const { value: word } = screeningsWords;
  const place = known.place_unsettled ? word.unsettled : (known.place_name ?? word.unknown);
  const rough = known.departed_precision !== null && known.departed_precision !== 'day' ? word.roughly : '';
  const since = known.departed_text ?? (known.departed_on === null ? word.unknown : `${rough}${dateInWords(known.departed_on)}`);
  return (
    <dl class="facts" aria-label={word.ledger}>
      <dt>{word.ledger}</dt>
      <dd>
        <strong>{known.is_away ? word.away : word.atHome}</strong>
      </dd>
      {known.is_away && (
        <>
          <dt>{word.where}</dt>
          <dd>{place}</dd>
          <dt>{word.employer}</dt>
          <dd>{known.employer ?? word.unknown}</dd>
          <dt>{word.when}</dt>
          <dd class="number">{since}</dd>
        </>
      )}
      <dt>{word.phone}</dt>
      <dd class="number">{known.phone ?? word.unknown}</dd>
      <dt>{word.dues}</dt>
      <dd class="number">{known.dues_paid_to === null ? word.unknown : dateInWords(known.dues_paid_to)}</dd>
      {(known.is_away || known.has_card) && (
        <>
          <dt>{word.card}</dt>
          <dd>{known.has_card ? (known.card_number ?? word.hasCard) : word.noCard}</dd>
        </>
      )}
    </dl>
  );
}

interface FoundProps extends LineCardProps {
  finding: ScreeningFinding;
}

function Found({ finding, closed, writes, onCorrect, onSkip, entry }: FoundProps) {
  const { value: word } = screeningsWords;
  const place = finding.place_unsettled === true ? word.unsettled : finding.place_name;
  const marks = [
    finding.after_closing ? (finding.revision > 1 ? word.changedLater : word.enteredLater) : '',
    entry.line.left_on === null ? '' : word.leftOn(shortDate(entry.line.left_on)),
  ].filter(Boolean);
  return (
    <>
      <dl class="facts">
        <dt>{word.results[finding.result]}</dt>
        <dd class="soft">
          {word.foundBy(finding.screener ?? finding.screened_by_name, dateInWords(finding.screened_on))}
        </dd>
        <dt>{word.method}</dt>
        <dd>{`${word.methods[finding.method]} · ${word.askeds[finding.asked]}`}</dd>
        {finding.result === 'lost' && finding.lost_situation !== null && (
          <>
            <dt>{word.form.situation}</dt>
            <dd>{`${word.form.situations[finding.lost_situation]} · ${word.since(dateInWords(finding.lost_since))}`}</dd>
          </>
        )}
        <dt>{word.where}</dt>
        <dd>{finding.is_away === true ? [word.away, place, finding.employer].filter(Boolean).join(' · ') : word.atHome}</dd>
        <dt>{word.phone}</dt>
        <dd class="number">{finding.phone ?? word.unknown}</dd>
        <dt>{word.dues}</dt>
        <dd class="number">{finding.dues_paid_to === null ? word.unknown : dateInWords(finding.dues_paid_to)}</dd>
        {[
          [word.form.family, finding.family],
          [word.form.conclusion, finding.conclusion],
          [word.form.note, finding.note],
          [word.form.basis, finding.basis],
        ].map(([name, text]) =>
          text === null ? null : (
            <>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </>
          ),
        )}
      </dl>
      {marks.length > 0 && <p class="note warn">{marks.join(' · ')}</p>}
      {finding.ledger_moved && <p class="note warn">{word.ledgerMoved}</p>}
      {finding.report_id !== null && (
        <p class="note">
          {word.reported} <a href={`/desk/${finding.report_id}`}>{word.toReport}</a>
        </p>
      )}
      {finding.need_id !== null && <p class="note">{word.needRaised}</p>}
      {writes && (
        <div class="row">
          <Button icon="pen" onClick={onCorrect}>
            {word.change}
          </Button>
          {!closed && (
            <Button look="quiet" onClick={onSkip}>
              {word.skip}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** Mine was not taken, because somebody was faster: it becomes a correction, or is left. */
function Stuck({ entry, onCorrect }: { entry: Entry; onCorrect: () => void }) {
  const { value: word } = screeningsWords;
  const { kept, line } = entry;
  if (kept === null) return null;
  return (
    <div class="note warn stack tight">
      <p>{kept.reason ?? word.stuck}</p>
      <div class="row">
        {line.finding !== null && <Button onClick={onCorrect}>{word.form.keepMine}</Button>}
        <Button look="quiet" onClick={() => void offline.discard(kept.itemId)}>
          {word.form.leaveTheirs}
        </Button>
      </div>
    </div>
  );
}
