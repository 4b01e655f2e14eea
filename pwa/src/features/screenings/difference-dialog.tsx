import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Screening, ScreeningFinding, ScreeningKnown, ScreeningLine } from '../../api/screenings';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { ChoiceField, Tick } from '../../ui/choice';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { screeningsWords } from '../../words/screenings';
import { me } from '../auth/session';
import { handIn, offline } from '../outbox/store';
import { PlaceSection } from '../reports/place-section';
import type { ReportDraft } from '../reports/draft';
import { draftOf, findLacks, foundBody, needOf, type Asked, type FoundDraft, type Lacks, type Method, type Now } from './draft';
import type { Entry } from './entries';
import '../reports/report-form.css';

const METHODS: Method[] = ['wechat', 'phone', 'visit', 'compare'];
const ASKED: Asked[] = ['self', 'family', 'neighbour', 'other'];
const PRECISIONS = ['day', 'month', 'season', 'year'] as const;

interface DifferenceDialogProps {
  entry: Entry;
  round: Screening;
  correcting: boolean;
  method: Method | null;
  asked: Asked | null;
  onClose: () => void;
  onDone: (corrected: boolean) => void;
}

/** The short form: it opens with what the ledger says, and only what differs is handed in. */
export function DifferenceDialog(props: DifferenceDialogProps) {
  const { entry, round, correcting, onClose, onDone } = props;
  const { form, method: methodLabel, methods, asked: askedLabel, askeds, roundName } = screeningsWords.value;
  const { line } = entry;
  const day = useMemo(today, []);
  const known = line.known ?? knownFrom(line.finding);
  const draft = useSignal<FoundDraft>(openDraft(line, known, day, correcting));
  const method = useSignal<Method>(entry.kept?.body.method ?? line.finding?.method ?? props.method ?? 'phone');
  const asked = useSignal<Asked>(entry.kept?.body.asked ?? line.finding?.asked ?? props.asked ?? 'self');
  const lacks = useSignal<Lacks>({});
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  function change(part: Partial<FoundDraft>): void {
    draft.value = { ...draft.value, ...part };
  }

  async function save(): Promise<void> {
    const person = me.value;
    lacks.value = findLacks(draft.value, known, correcting ? (round.closed_on === null ? 'open' : 'closed') : 'no');
    if (Object.keys(lacks.value).length > 0 || person === null) return;
    busy.value = true;
    const screenedOn = correcting ? (line.finding?.screened_on ?? day) : day;
    const handing = { method: method.value, asked: asked.value, day: screenedOn, writtenAt: new Date().toISOString() };
    const found = foundBody(draft.value, { ...line, known }, handing);
    const finding = line.finding;
    try {
      if (entry.kept !== null && entry.kept.stage === 'stuck') await offline.discard(entry.kept.itemId);
      await handIn(
        person.account_id,
        correcting && finding !== null
          ? {
              kind: 'finding',
              label: roundName(line.name),
              method: 'PATCH',
              path: `/screenings/findings/${finding.id}`,
              ifMatch: `"${finding.revision}"`,
              body: { ...found, ...(draft.value.basis.trim() === '' ? {} : { basis: draft.value.basis.trim() }) },
            }
          : {
              kind: 'finding',
              label: roundName(line.name),
              path: `/screenings/${round.id}/findings`,
              body: { id: mintUuid(), member_id: line.member_id, ...found, ...needOf(draft.value) },
            },
      );
      say(screeningsWords.value.justNow(line.name, screeningsWords.value.results[found.result]));
      onDone(correcting);
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  const now = draft.value;
  const lack = (name: keyof Lacks) => (lacks.value[name] === undefined ? undefined : form[lacks.value[name]]);
  return (
    <Dialog
      title={correcting ? form.correctTitle(line.name) : form.title(line.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void save()}>
            {form.save}
          </Button>
        </>
      }
    >
      <p class="soft">{form.lead}</p>
      {correcting && (
        <>
          <ChoiceField
            label={methodLabel}
            value={method.value}
            options={METHODS.map((value) => ({ value, label: methods[value] }))}
            onValue={(value) => (method.value = value as Method)}
          />
          <ChoiceField
            label={askedLabel}
            value={asked.value}
            options={ASKED.map((value) => ({ value, label: askeds[value] }))}
            onValue={(value) => (asked.value = value as Asked)}
          />
        </>
      )}
      <ChoiceField
        label={form.now}
        value={now.now}
        options={[
          { value: 'home', label: screeningsWords.value.atHome },
          { value: 'away', label: screeningsWords.value.away },
          { value: 'lost', label: form.lost },
        ]}
        onValue={(value) => change({ now: value as Now })}
      />
      {now.now === 'home' && known.is_away && (
        <TextField
          label={form.returned}
          type="date"
          max={day}
          error={lack('returned')}
          value={now.returnedOn}
          onValue={(returnedOn) => change({ returnedOn })}
        />
      )}
      {now.now === 'away' && <AwayPart draft={now} known={known} day={day} lack={lack} change={change} />}
      {now.now === 'lost' && <LostPart draft={now} day={day} lack={lack} change={change} />}
      {now.now !== 'lost' && (
        <div class="pair">
          <TextField
            label={form.newPhone}
            type="tel"
            inputMode="numeric"
            maxLength={11}
            error={lack('phone')}
            {...(known.phone === null ? {} : { hint: form.phoneHint(known.phone) })}
            value={now.phone}
            onValue={(phone) => change({ phone })}
          />
          <TextField label={form.dues} type="month" value={now.dues} onValue={(dues) => change({ dues })} />
        </div>
      )}
      <More draft={now} change={change} withNeed={!correcting} withCard={now.now === 'away'} />
      {correcting && (
        <TextField
          label={form.basis}
          {...(round.closed_on === null ? { optional: true } : { hint: form.basisHint })}
          error={lack('basis')}
          maxLength={500}
          value={now.basis}
          onValue={(basis) => change({ basis })}
        />
      )}
      {(lack('whole') ?? refusal.value) !== null && (lack('whole') !== undefined || refusal.value !== null) && (
        <p class="note bad" role="alert">
          {lack('whole') ?? refusal.value}
        </p>
      )}
    </Dialog>
  );
}

interface PartProps {
  draft: FoundDraft;
  day: string;
  lack: (name: keyof Lacks) => string | undefined;
  change: (part: Partial<FoundDraft>) => void;
}

function AwayPart({ draft, known, day, lack, change }: PartProps & { known: ScreeningKnown }) {
  const { form } = screeningsWords.value;
  const trip = (part: Partial<ReportDraft>) => change({ trip: { ...draft.trip, ...part } });
  return (
    <>
      {!known.is_away && (
        <div class="pair">
          <TextField
            label={form.departed}
            type="date"
            max={day}
            error={lack('departed')}
            value={draft.trip.day}
            onValue={(value) => trip({ day: value, year: value.slice(0, 4), month: value.slice(5, 7), season: seasonOf(value) })}
          />
          <SelectField
            label={form.precision}
            value={draft.trip.precision}
            options={PRECISIONS.map((value) => ({ value, label: form.precisions[value] }))}
            onValue={(precision) => trip({ precision: precision as ReportDraft['precision'] })}
          />
        </div>
      )}
      <PlaceSection draft={draft.trip} change={trip} />
      {lack('place') !== undefined && (
        <p class="error small" role="alert">
          {lack('place')}
        </p>
      )}
      <TextField
        label={form.employer}
        maxLength={200}
        value={draft.trip.employer}
        onValue={(employer) => trip({ employer })}
      />
      {known.is_away && (
        <fieldset class="field">
          <legend>{form.home}</legend>
          <div class="pair">
            <TextField
              label={form.homeFrom}
              type="date"
              error={lack('home')}
              value={draft.homeFrom}
              onValue={(homeFrom) => change({ homeFrom })}
            />
            <TextField label={form.homeTo} type="date" value={draft.homeTo} onValue={(homeTo) => change({ homeTo })} />
          </div>
        </fieldset>
      )}
    </>
  );
}

function LostPart({ draft, day, lack, change }: PartProps) {
  const { form } = screeningsWords.value;
  return (
    <>
      <SelectField
        label={form.situation}
        error={lack('situation')}
        value={draft.situation}
        options={[{ value: '', label: '…' }, ...Object.entries(form.situations).map(([value, label]) => ({ value, label }))]}
        onValue={(situation) => change({ situation })}
      />
      <TextField
        label={form.lostSince}
        type="date"
        max={day}
        error={lack('since')}
        value={draft.lostSince}
        onValue={(lostSince) => change({ lostSince })}
      />
      <p class="note">{form.lostHint}</p>
    </>
  );
}

interface MoreProps {
  draft: FoundDraft;
  change: (part: Partial<FoundDraft>) => void;
  withNeed: boolean;
  withCard: boolean;
}

function More({ draft, change, withNeed, withCard }: MoreProps) {
  const { form } = screeningsWords.value;
  return (
    <details class="fold" open={draft.family !== '' || draft.note !== '' || draft.conclusion !== ''}>
      <summary>
        {form.more}
        <Icon name="chevron" />
      </summary>
      <div class="stack">
        <TextField
          label={form.family}
          hint={form.familyHint}
          optional
          maxLength={500}
          value={draft.family}
          onValue={(family) => change({ family })}
        />
        {withCard && (
          <TextField
            label={form.cardNumber}
            optional
            maxLength={60}
            value={draft.cardNumber}
            onValue={(cardNumber) => change({ cardNumber })}
          />
        )}
        {withNeed && (
          <>
            <Tick label={form.need} checked={draft.need} onChecked={(need) => change({ need })} />
            {draft.need && (
              <>
                <SelectField
                  label={form.needKind}
                  value={draft.needKind}
                  options={Object.entries(form.needKinds).map(([value, label]) => ({ value, label }))}
                  onValue={(needKind) => change({ needKind })}
                />
                <TextArea
                  label={form.needWords}
                  maxLength={1000}
                  value={draft.needWords}
                  onValue={(needWords) => change({ needWords })}
                />
                <Tick
                  label={form.needPrivate}
                  checked={draft.needPrivate}
                  onChecked={(needPrivate) => change({ needPrivate })}
                />
              </>
            )}
          </>
        )}
        <TextField
          label={form.conclusion}
          optional
          maxLength={500}
          value={draft.conclusion}
          onValue={(conclusion) => change({ conclusion })}
        />
        <TextField label={form.note} optional maxLength={1000} value={draft.note} onValue={(note) => change({ note })} />
        <TextField
          label={form.screener}
          hint={form.screenerHint}
          optional
          maxLength={100}
          value={draft.screener}
          onValue={(screener) => change({ screener })}
        />
      </div>
    </details>
  );
}

function seasonOf(day: string): ReportDraft['season'] {
  const month = Number(day.slice(5, 7));
  if (month >= 3 && month <= 5) return 'spring';
  if (month >= 6 && month <= 8) return 'summer';
  return month >= 9 && month <= 11 ? 'autumn' : 'winter';
}

/** A correction opens with what stands in the book; a new difference with what the ledger says. */
function openDraft(line: ScreeningLine, known: ScreeningKnown, day: string, correcting: boolean): FoundDraft {
  const draft = draftOf(known, day);
  const finding = line.finding;
  if (!correcting || finding === null) return draft;
  return {
    ...draft,
    now: finding.result === 'lost' ? 'lost' : draft.now,
    lostSince: finding.lost_since ?? '',
    situation: finding.lost_situation ?? '',
    family: finding.family ?? '',
    conclusion: finding.conclusion ?? '',
    note: finding.note ?? '',
    screener: finding.screener ?? '',
  };
}

/** Who left meanwhile has no line in the ledger any more; what was found out stands for it. */
function knownFrom(finding: ScreeningFinding | null): ScreeningKnown {
  return {
    version: '',
    is_away: finding?.is_away ?? false,
    departed_on: finding?.departed_on ?? null,
    departed_precision: finding?.departed_precision ?? null,
    departed_text: null,
    reason_code: finding?.reason_code ?? null,
    place_code: finding?.place_code ?? null,
    place_name: finding?.place_name ?? null,
    place_unsettled: finding?.place_unsettled ?? false,
    employer: finding?.employer ?? null,
    phone: finding?.phone ?? null,
    family_contact: null,
    expected_return_on: null,
    has_card: finding?.has_card ?? false,
    card_number: finding?.card_number ?? null,
    dues_paid_to: finding?.dues_paid_to ?? null,
    waiting_kind: null,
    arrives_on: null,
    leaves_on: null,
  };
}
