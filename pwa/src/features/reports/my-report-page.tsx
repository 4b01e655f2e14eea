import { useSignal } from '@preact/signals';
import { withdrawReport } from '../../api/decisions';
import { readReport } from '../../api/reports';
import type { Report } from '../../api/types';
import { Button, LinkButton } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack, navigate, type RouteProps } from '../../ui/router';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { formWords } from '../../words/forms';
import { mergeLives } from './life';
import { LifeLine } from './life-line';
import { lives, refreshMine } from './mine';
import { ReportFacts } from './report-facts';

/** One of my reports: what it says, where it is, and what I can still do with it. */
export default function MyReportPage({ params }: RouteProps) {
  const id = params['id'] ?? '';
  const load = useLoad(id, () => readReport(id));
  const report = load.value ?? lives.value.find((life) => life.id === id)?.report ?? null;
  if (report !== null) return <MyReport report={report} />;
  return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
}

function MyReport({ report }: { report: Report }) {
  const { mine } = formWords.value;
  const { common, kinds } = words.value;
  const asking = useSignal(false);
  const busy = useSignal(false);
  const life = mergeLives([], [], [report])[0];
  const open = report.state === 'submitted' || report.state === 'sent_back';

  async function withdraw(): Promise<void> {
    busy.value = true;
    try {
      await withdrawReport(report.id);
      await refreshMine();
      say(mine.withdrawn);
      navigate('/reports', true);
    } catch (error) {
      say(sentenceOf(error));
      busy.value = false;
      asking.value = false;
    }
  }

  return (
    <div class="stack narrow">
      <PageHead title={kinds[report.kind]} back={goBack} />
      {life !== undefined && <LifeLine life={life} />}
      {report.state === 'sent_back' && (
        <p class="note warn">
          <strong>{mine.sentBackBecause}</strong>
          <br />
          {report.decision_reason}
        </p>
      )}
      {report.state === 'accepted' && report.decided_at !== null && (
        <p class="soft small">{mine.decided(momentInWords(report.decided_at))}</p>
      )}
      <section class="card">
        <ReportFacts report={report} />
      </section>
      {open && (
        <div class="row">
          {report.state === 'sent_back' && (
            <LinkButton look="primary" href={`/report/${report.kind}?report=${report.id}`}>
              {mine.supplement}
            </LinkButton>
          )}
          <Button look="quiet" onClick={() => (asking.value = true)}>
            {mine.withdraw}
          </Button>
        </div>
      )}
      {asking.value && (
        <Dialog
          title={mine.withdrawAsk}
          onClose={() => (asking.value = false)}
          actions={
            <>
              <Button onClick={() => (asking.value = false)}>{common.cancel}</Button>
              <Button look="danger" busy={busy.value} onClick={() => void withdraw()}>
                {mine.withdraw}
              </Button>
            </>
          }
        >
          <p>{mine.withdrawHint}</p>
        </Dialog>
      )}
    </div>
  );
}
