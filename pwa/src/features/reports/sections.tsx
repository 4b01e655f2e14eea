import { ChoiceField, Tick } from '../../ui/choice';
import { TextArea, TextField } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { formWords } from '../../words/forms';
import type { Lack, Lacks } from './check';
import { DepartedSection } from './departed-section';
import type { FormKind, ReportDraft } from './draft';
import { PlaceSection } from './place-section';

interface SectionsProps {
  kind: FormKind;
  draft: ReportDraft;
  change: (part: Partial<ReportDraft>) => void;
  today: string;
  lacks: Lacks;
}

const REASONS = ['work', 'business', 'study', 'family', 'other'] as const;

function told(lack: Lack | undefined): string | undefined {
  return lack === undefined ? undefined : formWords.value.report[lack];
}

/** What each kind of report asks: the least that the branch needs, everything else folded away. */
export function Sections(props: SectionsProps) {
  switch (props.kind) {
    case 'departure':
      return <Departure {...props} />;
    case 'change':
      return <Change {...props} />;
    case 'home_visit':
      return <HomeVisit {...props} />;
    case 'return':
      return <Return {...props} />;
    case 'yearly':
      return <Yearly {...props} />;
    case 'hearsay':
      return <Hearsay {...props} />;
  }
}

function Departure({ draft, change, today, lacks }: SectionsProps) {
  const { report } = formWords.value;
  return (
    <>
      <DepartedSection draft={draft} change={change} today={today} error={told(lacks.when)} />
      <section class="question-block">
        <h2>{report.where}</h2>
        <PlaceSection draft={draft} change={change} />
        <Complaint lack={lacks.where} />
      </section>
      <section class="question-block">
        <ChoiceField
          asking
          label={report.why}
          optional
          value={draft.reason}
          options={REASONS.map((value) => ({ value, label: report.reasons[value] }))}
          onValue={(reason) => change({ reason })}
        />
      </section>
      <Fold title={report.more}>
        <Employer draft={draft} change={change} />
        <TextField
          label={report.expectedReturn}
          type="date"
          min={today}
          value={draft.expectedReturn}
          onValue={(expectedReturn) => change({ expectedReturn })}
        />
        <Contacts draft={draft} change={change} lacks={lacks} />
        <Tick label={report.wantsCard} checked={draft.wantsCard} onChecked={(wantsCard) => change({ wantsCard })} />
        <Note draft={draft} change={change} label={report.note} />
      </Fold>
    </>
  );
}

function Change({ draft, change, lacks }: SectionsProps) {
  const { report } = formWords.value;
  return (
    <>
      <section class="question-block">
        <h2>{report.whereNow}</h2>
        <PlaceSection draft={draft} change={change} />
      </section>
      <section class="question-block stack">
        <Employer draft={draft} change={change} />
        <Contacts draft={draft} change={change} lacks={lacks} />
        <Note draft={draft} change={change} label={report.note} />
        <Complaint lack={lacks.whole} />
      </section>
    </>
  );
}

function HomeVisit({ draft, change, lacks }: SectionsProps) {
  const { report } = formWords.value;
  return (
    <section class="question-block stack">
      <TextField
        label={report.fromOn}
        type="date"
        value={draft.fromOn}
        error={told(lacks.when)}
        onValue={(fromOn) => change({ fromOn })}
      />
      <TextField
        label={report.toOn}
        type="date"
        optional
        value={draft.toOn}
        error={told(lacks.to)}
        onValue={(toOn) => change({ toOn })}
      />
    </section>
  );
}

function Return({ draft, change, today, lacks }: SectionsProps) {
  const { report } = formWords.value;
  return (
    <section class="question-block stack">
      <TextField
        label={report.returnedOn}
        type="date"
        max={today}
        value={draft.returnedOn}
        error={told(lacks.when)}
        onValue={(returnedOn) => change({ returnedOn })}
      />
      <Note draft={draft} change={change} label={report.returnNote} />
    </section>
  );
}

function Yearly({ draft, change, lacks }: SectionsProps) {
  const { report } = formWords.value;
  return (
    <section class="question-block stack">
      <TextArea
        label={report.thinking}
        optional
        value={draft.thinking}
        onValue={(thinking) => change({ thinking })}
      />
      <TextArea label={report.work} optional value={draft.work} onValue={(work) => change({ work })} />
      <TextArea
        label={report.organizationLife}
        optional
        value={draft.organizationLife}
        onValue={(organizationLife) => change({ organizationLife })}
      />
      <TextField label={report.dues} optional maxLength={60} value={draft.dues} onValue={(dues) => change({ dues })} />
      <Complaint lack={lacks.whole} />
    </section>
  );
}

function Hearsay({ draft, change, today, lacks }: SectionsProps) {
  const { report } = formWords.value;
  return (
    <section class="question-block stack">
      <TextField
        label={report.discoveredOn}
        type="date"
        max={today}
        value={draft.discoveredOn}
        error={told(lacks.when)}
        onValue={(discoveredOn) => change({ discoveredOn })}
      />
      <Note draft={draft} change={change} label={report.hearsayNote} />
    </section>
  );
}

type PartProps = Pick<SectionsProps, 'draft' | 'change'>;

function Employer({ draft, change }: PartProps) {
  const { report } = formWords.value;
  return (
    <>
      <TextField
        label={report.employer}
        optional
        maxLength={100}
        value={draft.employer}
        onValue={(employer) => change({ employer })}
      />
      <TextField
        label={report.placeText}
        optional
        maxLength={200}
        value={draft.placeText}
        onValue={(placeText) => change({ placeText })}
      />
    </>
  );
}

function Contacts({ draft, change, lacks }: PartProps & Pick<SectionsProps, 'lacks'>) {
  const { report } = formWords.value;
  return (
    <>
      <TextField
        label={report.phone}
        type="tel"
        inputMode="numeric"
        autoComplete="tel"
        optional
        maxLength={11}
        value={draft.phone}
        error={told(lacks.phone)}
        onValue={(phone) => change({ phone })}
      />
      <TextField
        label={report.familyContact}
        optional
        maxLength={100}
        value={draft.familyContact}
        onValue={(familyContact) => change({ familyContact })}
      />
    </>
  );
}

function Note({ draft, change, label }: PartProps & { label: string }) {
  return <TextArea label={label} optional value={draft.note} onValue={(note) => change({ note })} />;
}

function Complaint({ lack }: { lack: Lack | undefined }) {
  return lack === undefined ? null : (
    <p class="note bad" role="alert">
      {told(lack)}
    </p>
  );
}

function Fold({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <details class="fold">
      <summary>
        {title}
        <Icon name="chevron" />
      </summary>
      <div class="stack">{children}</div>
    </details>
  );
}
