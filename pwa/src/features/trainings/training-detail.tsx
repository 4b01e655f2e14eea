import { useSignal } from '@preact/signals';
import { callOff, confirmMakeUp, downloadCalendar, readTraining, type Training } from '../../api/trainings';
import { Button, LinkButton } from '../../ui/button';
import { dateInWords, shortDate, today } from '../../ui/dates';
import { TextArea } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate } from '../../ui/router';
import { saveFile } from '../../ui/save-file';
import { Sheet } from '../../ui/sheet';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { trainingsWords } from '../../words/trainings';
import { mayDecide, worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import type { Hand } from '../outbox/hand';
import { unsent } from '../outbox/store';
import { keptLoad } from '../screenings/kept';
import { clockOf } from './clock';
import { Corrections } from './corrections';
import { EndSeriesSheet } from './end-series-sheet';
import { Materials } from './materials';
import { MinutesForm } from './minutes-form';
import { MinutesSheet } from './minutes-sheet';
import { NoticeDialog } from './notice-dialog';
import { RollList } from './roll-list';
import './trainings.css';

interface DetailProps {
  id: string;
  onChanged: () => void;
  /** Where the way back leads; the list of meetings, unless said otherwise. */
  home?: string;
  /** Takes the closing of the minutes, where it can be undone. */
  closing?: Hand<Record<string, never>> | undefined;
}

/** One meeting: what it is, who came, what is to be read, what was decided. */
export function TrainingDetail({ id, onChanged, home, closing }: DetailProps) {
  const waiting = unsent.value.length;
  const load = useLoad(`training/${id}/${waiting}`, () => keptLoad(`training/${id}`, () => readTraining(id)));
  const last = useSignal<Training | undefined>(undefined);
  if (load.value !== undefined) last.value = load.value;
  const training = load.value ?? last.value;
  if (training === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  function changed(): void {
    load.reload();
    onChanged();
  }
  return <Detail training={training} onChanged={changed} home={home} closing={closing} />;
}

interface TrainingProps extends Omit<DetailProps, 'id' | 'home'> {
  training: Training;
  home: string | undefined;
}

function Detail({ training, onChanged, home, closing }: TrainingProps) {
  const word = trainingsWords.value;
  const person = me.value;
  const writes = person !== null && worksForBranch(person);
  const decides = person !== null && mayDecide(person);
  const asking = useSignal<'nothing' | 'notice' | 'call_off' | 'end_series'>('nothing');
  const planned = training.state === 'planned';
  const begun = new Date(training.starts_at) <= new Date() || training.on_date <= today();
  return (
    <article class="stack wide meeting">
      <header class="stack tight">
        <PageHead title={training.title} back={() => navigate(home ?? `/trainings${location.search}`)} />
        <p class="soft">
          {[training.group_name ?? word.kinds[training.kind], ...training.matters.map((one) => word.matters[one])].join(' · ')}
          {training.private && ` · ${word.private}`}
        </p>
        {training.called_off_because !== null && <p class="note">{word.calledOff(training.called_off_because)}</p>}
        <dl class="facts">
          <dt>{word.when}</dt>
          <dd>
            {dateInWords(training.on_date)} {clockOf(training.starts_at)}–{clockOf(training.ends_at)}
          </dd>
          {training.place !== null && (
            <>
              <dt>{word.where}</dt>
              <dd>{training.place}</dd>
            </>
          )}
          {(training.platform !== null || training.join_link !== null) && (
            <>
              <dt>{word.online}</dt>
              <dd>
                {training.join_link === null ? (
                  training.platform
                ) : (
                  <a href={training.join_link} rel="noopener noreferrer" target="_blank">
                    {training.platform ?? training.join_link}
                  </a>
                )}
              </dd>
            </>
          )}
          {training.agenda !== null && (
            <>
              <dt>{word.agenda}</dt>
              <dd class="kept-lines">{training.agenda}</dd>
            </>
          )}
          {training.hours > 0 && (
            <>
              <dt>{word.form.hours}</dt>
              <dd>{word.hours(training.hours)}</dd>
            </>
          )}
        </dl>
        {planned && writes && (
          <div class="row">
            <Button look={training.noticed_on === null && !begun ? 'primary' : 'plain'} icon="letter" onClick={() => (asking.value = 'notice')}>
              {word.actions.notice}
            </Button>
            <LinkButton href={`/trainings/${training.id}/plan`} icon="pen">
              {word.actions.edit}
            </LinkButton>
            <Button look="quiet" onClick={() => void saveCalendar(training.id)}>
              {word.actions.calendar}
            </Button>
            <Button look="quiet" onClick={() => (asking.value = 'call_off')}>
              {word.actions.callOff}
            </Button>
            {training.series_id !== null && (
              <Button look="quiet" onClick={() => (asking.value = 'end_series')}>
                {word.series.end}
              </Button>
            )}
            {training.noticed_on !== null && <span class="soft small">{word.notice.given(shortDate(training.noticed_on))}</span>}
          </div>
        )}
      </header>
      {planned && training.code !== null && isNear(training) && (
        <section class="card meeting-code">
          <p>
            <span class="soft small">{word.code.title}</span>
            <strong class="number">{training.code}</strong>
          </p>
          <p class="soft small">{word.code.hint}</p>
        </section>
      )}
      {training.state !== 'called_off' && (
        <RollList key={`roll/${training.id}`} training={training} writes={writes} decides={decides} begun={begun} onChanged={onChanged} />
      )}
      <MakeUps training={training} decides={decides} onChanged={onChanged} />
      <Materials training={training} writes={writes} onChanged={onChanged} />
      {training.state === 'planned' && begun && writes && (
        <MinutesForm
          key={`minutes/${training.minutes?.revision ?? 0}`}
          training={training}
          decides={decides}
          hand={closing}
          onChanged={onChanged}
        />
      )}
      {training.state === 'closed' && training.minutes !== null && (
        <>
          <MinutesSheet minutes={training.minutes} members={training.members} />
          <Corrections training={training} decides={decides} onChanged={onChanged} />
        </>
      )}
      {asking.value === 'notice' && (
        <NoticeDialog training={training} onClose={() => (asking.value = 'nothing')} onDone={onChanged} />
      )}
      {asking.value === 'end_series' && training.series_id !== null && (
        <EndSeriesSheet
          seriesId={training.series_id}
          day={training.on_date}
          onClose={() => (asking.value = 'nothing')}
          onDone={onChanged}
        />
      )}
      {asking.value === 'call_off' && (
        <CallOffSheet training={training} onClose={() => (asking.value = 'nothing')} onDone={onChanged} />
      )}
    </article>
  );
}

function CallOffSheet({ training, onClose, onDone }: { training: Training; onClose: () => void; onDone: () => void }) {
  const word = trainingsWords.value.callOff;
  const reason = useSignal('');
  async function confirm(): Promise<string | null> {
    if (reason.value.trim() === '') return word.need;
    await callOff(training.id, reason.value.trim());
    say(word.done);
    onClose();
    onDone();
    return null;
  }
  return (
    <Sheet title={word.title} action={word.action} cancel={word.keep} onConfirm={confirm} onClose={onClose}>
      <TextArea label={word.reason} value={reason.value} maxLength={500} onValue={(value) => (reason.value = value)} />
    </Sheet>
  );
}

function MakeUps({ training, decides, onChanged }: { training: Training; decides: boolean; onChanged: () => void }) {
  const word = trainingsWords.value.makeUps;
  const told = training.members.filter((one) => one.make_up !== null);
  async function decide(id: string, confirmed: boolean): Promise<void> {
    try {
      await confirmMakeUp(id, confirmed);
      say(confirmed ? word.confirmed : word.declined);
      onChanged();
    } catch (error) {
      say(sentenceOf(error));
    }
  }
  if (told.length === 0) return null;
  return (
    <section class="stack tight">
      <h2>{word.title}</h2>
      <ul class="entries">
        {told.map(({ member_id, name, make_up: made }) =>
          made === null ? null : (
            <li key={member_id} class="made-up">
              <span>
                <strong>{name}</strong>
                <span class="soft small">
                  {shortDate(made.on_date)} {word.ways[made.way]}
                  {made.note !== null && ` · ${made.note}`}
                </span>
              </span>
              {made.state === 'waiting' && decides ? (
                <span class="row">
                  <Button look="primary" onClick={() => void decide(made.id, true)}>
                    {word.confirm}
                  </Button>
                  <Button look="quiet" onClick={() => void decide(made.id, false)}>
                    {word.decline}
                  </Button>
                </span>
              ) : (
                <span class="soft small">{word.states[made.state]}</span>
              )}
            </li>
          ),
        )}
      </ul>
    </section>
  );
}

async function saveCalendar(id: string): Promise<void> {
  try {
    saveFile(await downloadCalendar(id), 'meeting.ics');
  } catch (error) {
    say(sentenceOf(error));
  }
}

/** The code is shown from an hour before the meeting to two hours after it. */
function isNear(training: Training): boolean {
  const now = Date.now();
  return now >= new Date(training.starts_at).getTime() - 3_600_000 && now <= new Date(training.ends_at).getTime() + 7_200_000;
}
