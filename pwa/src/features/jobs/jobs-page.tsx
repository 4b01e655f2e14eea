import { useEffect } from 'preact/hooks';
import { cancelJob, listJobs, listWorkers, retryJob, type Job, type Worker } from '../../api/jobs';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { jobsWords } from '../../words/jobs';
import './jobs.css';

const LOOK_AGAIN_MS = 5000;
const MAY_SUCCEED = 'internal_error';

interface Work {
  jobs: Job[];
  workers: Worker[];
}

async function loadWork(): Promise<Work> {
  const [jobs, workers] = await Promise.all([listJobs(), listWorkers()]);
  return { jobs: jobs.items, workers: workers.items };
}

/** What is done in the background: whether anybody does it, how far each job is, and what failed and why. */
export default function JobsPage() {
  const say = jobsWords.value;
  const load = useLoad('jobs', loadWork);
  const work = load.value;
  const open = work?.jobs.some((job) => job.state === 'running' || job.state === 'waiting') ?? false;

  useEffect(() => {
    if (!open) return undefined;
    const timer = setTimeout(load.reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [open, load.value, load.reload]);

  async function act(doing: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await doing();
      tell(done);
    } catch (error) {
      tell(sentenceOf(error));
    }
    load.reload();
  }

  return (
    <div class="stack jobs">
      <PageHead title={say.title} />
      <p class="soft">{say.lead}</p>
      {work === undefined && load.error === undefined && <Loading />}
      {work === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {work !== undefined && <Pulse workers={work.workers} />}
      {work?.jobs.length === 0 && (
        <Empty icon="check" title={say.none}>
          <p>{say.noneHint}</p>
        </Empty>
      )}
      {work !== undefined &&
        groups(work.jobs).map(([name, jobs]) => (
          <section key={name} class="stack tight">
            <h2 class="jobs-group">{say.groups[name]}</h2>
            <ul class="entries">
              {jobs.map((job) => (
                <li key={job.id} class="job">
                  <Line job={job} />
                  {name === 'failed' && job.problem?.code === MAY_SUCCEED && (
                    <Button look="quiet" onClick={() => void act(() => retryJob(job.id), say.retried)}>
                      {say.retry}
                    </Button>
                  )}
                  {(name === 'running' || name === 'waiting') && (
                    <Button look="quiet" onClick={() => void act(() => cancelJob(job.id), say.cancelled)}>
                      {say.cancel}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}

function Pulse({ workers }: { workers: Worker[] }) {
  const say = jobsWords.value;
  const alive = workers.filter((worker) => worker.alive);
  const last = workers[0];
  if (alive.length === 0) {
    return (
      <div class="note warn" role="status">
        <p>
          <strong>{last === undefined ? say.never : say.gone}</strong>
          {last !== undefined && ` · ${say.aliveAt(momentInWords(last.seen_at))}`}
        </p>
        <p>{say.goneHint}</p>
      </div>
    );
  }
  return (
    <p role="status">
      <strong>{alive.length > 1 ? say.several(alive.length) : say.alive}</strong>
      <span class="soft small"> · {say.aliveAt(momentInWords(alive[0]?.seen_at ?? ''))}</span>
    </p>
  );
}

function Line({ job }: { job: Job }) {
  const say = jobsWords.value;
  const kinds: Record<string, string> = say.kinds;
  const { done, total } = job.progress;
  const moving = job.state === 'running' && total > 0;
  return (
    <span class="job-words">
      <strong>{kinds[job.kind] ?? say.other(job.kind)}</strong>
      {job.problem !== null && <span>{job.problem.sentence}</span>}
      {moving && <progress value={done} max={total} aria-label={say.progress(done, total)} />}
      <span class="soft small">{particulars(job).join(' · ')}</span>
    </span>
  );
}

function particulars(job: Job): string[] {
  const say = jobsWords.value;
  const { done, total } = job.progress;
  return [
    job.organization_name,
    job.finished_at === null ? say.since(momentInWords(job.created_at)) : say.ended(momentInWords(job.finished_at)),
    job.state === 'cancelled' ? say.states.cancelled : '',
    job.state === 'running' && total > 0 ? say.progress(done, total) : '',
    job.next_try_at === null ? '' : say.again(momentInWords(job.next_try_at)),
    job.attempts > 1 ? say.attempts(job.attempts) : '',
  ].filter(Boolean);
}

type GroupName = 'running' | 'failed' | 'waiting' | 'ended';

function groups(jobs: Job[]): [GroupName, Job[]][] {
  const of = (...states: Job['state'][]) => jobs.filter((job) => states.includes(job.state));
  const all: [GroupName, Job[]][] = [
    ['running', of('running')],
    ['failed', of('failed')],
    ['waiting', of('waiting')],
    ['ended', of('done', 'cancelled')],
  ];
  return all.filter(([, some]) => some.length > 0);
}
