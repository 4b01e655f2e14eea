import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { readMember } from '../../api/members';
import { readReport } from '../../api/reports';
import type { Report, ReportInput } from '../../api/types';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { PageHead } from '../../ui/page-head';
import { goBack, type RouteProps } from '../../ui/router';
import { Empty, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { formWords } from '../../words/forms';
import { me } from '../auth/session';
import { handIn, offline, unsent } from '../outbox/store';
import { reportBody } from './body';
import { findLacks, type Lacks } from './check';
import { draftFromBody, draftFromReport, emptyDraft, FORM_KINDS, type FormKind, type ReportDraft } from './draft';
import { HandedIn } from './handed-in';
import { lives } from './mine';
import { Sections } from './sections';
import './report-form.css';

const DRAFT_DELAY_MS = 400;
const BEHALF_METHODS = ['in_person', 'phone', 'paper'] as const;

/** A correction keeps the report and the member that it belongs to. */
function withoutIdentity({ id: _id, member_id: _member, ...fields }: ReportInput): Omit<ReportInput, 'id' | 'member_id'> {
  return fields;
}

/** Writes a report: for myself, or on behalf of the member that the address names. */
export default function ReportPage({ params, query }: RouteProps) {
  const kind = FORM_KINDS.find((one) => one === params['kind']);
  const person = me.value;
  const memberId = params['id'] ?? person?.membership_id;
  if (kind === undefined || person === null || !memberId) {
    return <Empty icon="search" title={words.value.common.notFound} />;
  }
  return (
    <ReportForm
      key={`${kind}/${memberId}/${query['report'] ?? ''}`}
      accountId={person.account_id}
      kind={kind}
      memberId={memberId}
      onBehalf={params['id'] !== undefined}
      correcting={query['report'] ?? null}
      replacing={query['item'] ?? null}
    />
  );
}

interface ReportFormProps {
  accountId: string;
  kind: FormKind;
  memberId: string;
  onBehalf: boolean;
  /** A report that came back as 请补充. */
  correcting: string | null;
  /** An item of the outbox that the server did not take. */
  replacing: string | null;
  /** Takes the report, where it can be undone. */
  hand?: ((body: ReportInput, restore: () => void) => Promise<unknown>) | undefined;
  onBack?: () => void;
  onHandedIn?: () => void;
}

export function ReportForm(props: ReportFormProps) {
  const { accountId, kind, memberId, onBehalf, correcting, replacing, hand, onBack, onHandedIn } = props;
  const { report } = formWords.value;
  const { kinds } = words.value;
  const day = useMemo(today, []);
  const draftKey = `report/${kind}/${memberId}${correcting === null ? '' : `/${correcting}`}`;
  const draft = useSignal<ReportDraft>(emptyDraft(day, onBehalf));
  const touched = useSignal(false);
  const restored = useSignal(false);
  const corrected = useSignal<Report | null>(null);
  const memberName = useSignal('');
  const lacks = useSignal<Lacks>({});
  const busy = useSignal(false);
  const handedIn = useSignal<string | null>(null);

  useEffect(() => {
    void open();
  }, []);

  useEffect(() => {
    if (!touched.value || handedIn.value !== null) return undefined;
    const timer = setTimeout(() => {
      offline.drafts.save(draftKey, draft.value).catch(() => undefined);
    }, DRAFT_DELAY_MS);
    return () => clearTimeout(timer);
  }, [draft.value, touched.value]);

  async function open(): Promise<void> {
    if (onBehalf) void readMember(memberId).then((member) => (memberName.value = member.name), () => undefined);
    if (correcting !== null) await findCorrected(correcting);
    const kept = await offline.drafts.load(draftKey).catch(() => undefined);
    if (touched.value) return;
    if (kept !== undefined) {
      draft.value = { ...draft.value, ...(kept as Partial<ReportDraft>) };
      restored.value = true;
    } else if (replacing !== null) {
      const item = unsent.value.find((one) => one.id === replacing);
      if (item !== undefined) draft.value = draftFromBody(item.body, day);
    } else if (correcting !== null) {
      const found = corrected.value;
      if (found !== null && !touched.value) draft.value = draftFromReport(found, day);
    }
  }

  /** The phone's own copy will do: its version is checked when the correction arrives. */
  async function findCorrected(id: string): Promise<void> {
    const known = lives.value.find((life) => life.id === id)?.report;
    corrected.value = known ?? (await readReport(id).catch((error: unknown) => (say(sentenceOf(error)), null)));
  }

  function change(part: Partial<ReportDraft>): void {
    touched.value = true;
    draft.value = { ...draft.value, ...part };
  }

  function startOver(): void {
    restored.value = false;
    touched.value = false;
    draft.value = emptyDraft(day, onBehalf);
    void offline.drafts.drop(draftKey).catch(() => undefined);
  }

  async function submit(): Promise<void> {
    lacks.value = findLacks(draft.value, kind, day);
    if (Object.keys(lacks.value).length > 0) return;
    busy.value = true;
    try {
      const id = corrected.value?.id ?? mintUuid();
      const body = reportBody(draft.value, { id, memberId, kind, today: day, writtenAt: new Date().toISOString() });
      if (hand !== undefined) {
        const written = draft.value;
        await hand(body, () => void offline.drafts.save(draftKey, written).catch(() => undefined));
        await offline.drafts.drop(draftKey).catch(() => undefined);
        onHandedIn?.();
        return;
      }
      const label = memberName.value === '' ? kinds[kind] : report.titleFor(memberName.value, kinds[kind]);
      const item = await handIn(accountId, {
        kind,
        label,
        ...(corrected.value === null
          ? { path: '/reports', body }
          : {
              method: 'PATCH' as const,
              body: withoutIdentity(body),
              path: `/reports/${corrected.value.id}`,
              ifMatch: `"${corrected.value.revision}"`,
            }),
      });
      if (replacing !== null) await offline.discard(replacing).catch(() => undefined);
      await offline.drafts.drop(draftKey).catch(() => undefined);
      handedIn.value = item.id;
    } catch (error) {
      say(sentenceOf(error));
    }
    busy.value = false;
  }

  if (handedIn.value !== null) return <HandedIn itemId={handedIn.value} memberId={onBehalf ? memberId : null} />;

  const title = onBehalf ? report.titleFor(memberName.value, kinds[kind]) : report.titles[kind];
  return (
    <form
      class="report-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <PageHead title={title} back={onBack ?? goBack} />
      <p class="soft">{report.leads[kind]}</p>
      {restored.value && (
        <p class="note row">
          <span>{report.draftRestored}</span>
          <button type="button" class="button quiet push" onClick={startOver}>
            {report.startOver}
          </button>
        </p>
      )}
      {onBehalf && (
        <section class="question-block stack">
          <ChoiceField
            asking
            label={report.method}
            value={draft.value.method}
            options={BEHALF_METHODS.map((value) => ({ value, label: report.methods[value] }))}
            onValue={(method) => change({ method: method as ReportDraft['method'] })}
          />
          <TextField
            label={report.reportedOn}
            type="date"
            max={day}
            value={draft.value.reportedOn}
            onValue={(reportedOn) => change({ reportedOn })}
          />
        </section>
      )}
      <Sections kind={kind} draft={draft.value} change={change} today={day} lacks={lacks.value} />
      <div class="submit-bar">
        <Button type="submit" look="primary" block busy={busy.value}>
          {onBehalf ? report.submitBehalf : report.submit}
        </Button>
      </div>
    </form>
  );
}
