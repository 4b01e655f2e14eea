import { useSignal } from '@preact/signals';
import { readReport } from '../../api/reports';
import type { Report } from '../../api/types';
import { Button } from '../../ui/button';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate } from '../../ui/router';
import { Failure, Loading } from '../../ui/states';
import { deskWords } from '../../words/desk';
import { officeWords } from '../../words/office';
import { mayDecide, worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { RevealDialog } from '../members/reveal-dialog';
import { ReportFacts } from '../reports/report-facts';
import { AcceptDialog } from './accept-dialog';
import type { Act } from './acts';
import { answeredSince } from './held';
import { SendBackDialog } from './send-back-dialog';

export interface DeskReportProps {
  id: string;
  /** Who of those above asks about it. */
  askedBy: string | null;
  /** What can be done about what was only heard. */
  acts?: Act[];
  onAct: (act: Act) => void;
  onDecided: () => void;
}

/** One report with everything it says, and the two things that can be done with it. */
export default function DeskReport({ id, askedBy, acts = [], onAct, onDecided }: DeskReportProps) {
  const { desk } = officeWords.value;
  const load = useLoad(id, () => readReport(id));
  const asking = useSignal<'nothing' | 'accept' | 'send_back' | 'reveal'>('nothing');
  const full = useSignal<Report | null>(null);
  const report = load.value;
  if (report === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const person = me.value;
  const waits = report.state === 'submitted' && !answeredSince(Date.now()).keys.has(report.id);
  const decides = person !== null && mayDecide(person);
  const works = person !== null && worksForBranch(person);
  return (
    <article class="card stack">
      <PageHead title={report.member_name} back={() => navigate('/desk')}>
        <span class="soft">{officeWords.value.kinds[report.kind]}</span>
      </PageHead>
      {askedBy !== null && <p class="note">{deskWords.value.asked(askedBy)}</p>}
      <ReportFacts report={full.value ?? report} />
      {full.value !== null && <p class="note">{officeWords.value.members.revealed}</p>}
      {full.value === null && works && isMasked(report) && (
        <div class="row">
          <Button look="quiet" icon="eye" onClick={() => (asking.value = 'reveal')}>
            {officeWords.value.members.reveal}
          </Button>
        </div>
      )}
      {waits && report.kind === 'hearsay' && (
        <div class="row desk-actions">
          {acts.map((act, index) => (
            <Button key={act.word} look={index === 0 ? 'primary' : 'plain'} onClick={() => onAct(act)}>
              {act.word}
            </Button>
          ))}
        </div>
      )}
      {waits && decides && report.kind !== 'hearsay' && (
        <div class="row desk-actions">
          <Button look="primary" icon="check" onClick={() => (asking.value = 'accept')}>
            {desk.accept}
          </Button>
          <Button onClick={() => (asking.value = 'send_back')}>{desk.sendBack}</Button>
          <a class="button quiet push" href={`/members/${report.member_id}`}>
            {officeWords.value.members.record}
          </a>
        </div>
      )}
      {waits && !decides && report.kind !== 'hearsay' && <p class="note">{desk.mayNot}</p>}
      {asking.value === 'accept' && (
        <AcceptDialog report={report} onClose={() => (asking.value = 'nothing')} onDone={onDecided} />
      )}
      {asking.value === 'reveal' && (
        <RevealDialog
          onClose={() => (asking.value = 'nothing')}
          reveal={async () => {
            full.value = await readReport(id, true);
          }}
        />
      )}
      {asking.value === 'send_back' && (
        <SendBackDialog report={report} onClose={() => (asking.value = 'nothing')} onDone={onDecided} />
      )}
    </article>
  );
}

/** Whether something in the report is covered: what is not there needs no looking at. */
function isMasked(report: Report): boolean {
  return [report.phone, report.family_contact, report.residence].some((text) => text?.includes('*') === true);
}
