import { useSignal } from '@preact/signals';
import { readReport } from '../../api/reports';
import { Button } from '../../ui/button';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate } from '../../ui/router';
import { Failure, Loading } from '../../ui/states';
import { officeWords } from '../../words/office';
import { mayDecide } from '../auth/roles';
import { me } from '../auth/session';
import { ReportFacts } from '../reports/report-facts';
import { AcceptDialog } from './accept-dialog';
import { SendBackDialog } from './send-back-dialog';

interface DeskReportProps {
  id: string;
  onDecided: () => void;
}

/** One report with everything it says, and the two things that can be done with it. */
export function DeskReport({ id, onDecided }: DeskReportProps) {
  const { desk } = officeWords.value;
  const load = useLoad(id, () => readReport(id));
  const asking = useSignal<'nothing' | 'accept' | 'send_back'>('nothing');
  const report = load.value;
  if (report === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const person = me.value;
  const waits = report.state === 'submitted';
  const decides = person !== null && mayDecide(person);
  return (
    <article class="card stack">
      <PageHead title={report.member_name} back={() => navigate('/desk')}>
        <span class="soft">{officeWords.value.kinds[report.kind]}</span>
      </PageHead>
      <ReportFacts report={report} />
      {waits && decides && (
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
      {waits && !decides && <p class="note">{desk.mayNot}</p>}
      {asking.value === 'accept' && (
        <AcceptDialog report={report} onClose={() => (asking.value = 'nothing')} onDone={onDecided} />
      )}
      {asking.value === 'send_back' && (
        <SendBackDialog report={report} onClose={() => (asking.value = 'nothing')} onDone={onDecided} />
      )}
    </article>
  );
}
