import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { downloadCalendar, readLearning, type Learning, type OwnTraining } from '../../api/trainings';
import { Button } from '../../ui/button';
import { dateInWords, shortDate } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { saveFile } from '../../ui/save-file';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { learningWords } from '../../words/learning';
import { me } from '../auth/session';
import { handIn, unsent } from '../outbox/store';
import { keptLoad } from '../screenings/kept';
import { clockOf } from '../trainings/clock';
import { AbsentDialog, CodeDialog, HostDialog, MakeUpDialog } from './dialogs';
import { Subscription } from '../reminders/subscription';
import { keepMaterials, MaterialLink } from './material-link';
import './learning.css';

type Asking = { what: 'absent' | 'host' | 'code' | 'make_up'; training: OwnTraining } | null;

/** A member's own organisation life: what is coming first, then what can be made up, and the hours of the year. */
export default function LearningPage() {
  const word = learningWords.value;
  const waiting = unsent.value.length;
  const load = useLoad('learning', () => keptLoad('learning', readLearning));
  useEffect(() => load.reload(), [waiting]);
  useEffect(() => {
    if (load.value !== undefined) void keepMaterials(load.value.coming.flatMap((one) => one.materials));
  }, [load.value]);
  return (
    <div class="learning stack wide">
      <PageHead title={word.title} />
      {load.value === undefined ? (
        load.error === undefined ? (
          <Loading />
        ) : (
          <Failure error={load.error} onRetry={load.reload} />
        )
      ) : (
        <Content learning={load.value} onChanged={load.reload} />
      )}
    </div>
  );
}

const FEW = 5;

const at = () => ({ recorded_at_device: new Date().toISOString() });

function Content({ learning, onChanged }: { learning: Learning; onChanged: () => void }) {
  const word = learningWords.value;
  const asking = useSignal<Asking>(null);
  const shown = useSignal(FEW);

  async function tell(training: OwnTraining, path: string, body: object): Promise<void> {
    const person = me.value;
    if (person === null) return;
    try {
      const item = await handIn(person.account_id, {
        kind: 'learning',
        label: training.title,
        path: `/trainings/${training.id}/${path}`,
        body: { ...body },
      });
      say(item.state === 'needs_you' ? (item.problem?.title ?? word.tooOld) : word.told);
      asking.value = null;
      onChanged();
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  const now = asking.value;
  return (
    <>
      <section class="stack">
        <h2>{word.coming}</h2>
        {learning.coming.length === 0 ? (
          <Empty icon="book" title={word.nothingComing}>
            <p>{word.nothingComingHint}</p>
          </Empty>
        ) : (
          learning.coming.map((one, index) => (
            <Coming
              key={one.id}
              training={one}
              next={index === 0}
              onAsk={(what) => (asking.value = { what, training: one })}
              onVideo={() => void tell(one, 'own-attendance', { way: 'video', ...at() })}
            />
          ))
        )}
      </section>
      <section class="stack tight">
        <h2>{word.missed}</h2>
        <p class="soft">{learning.missed.length === 0 ? word.noneMissed : word.missedHint}</p>
        {learning.missed.length > 0 && (
          <ul class="entries">
            {learning.missed.slice(0, shown.value).map((one) => (
              <li key={one.id} class="missed">
                <span>
                  <strong>{one.title}</strong>
                  <span class="soft small">
                    {shortDate(one.on_date)} · {word.kinds[one.kind]}
                    {one.hours > 0 && ` · ${word.hoursOf(one.hours)}`}
                  </span>
                  {one.materials.map((material) => (
                    <MaterialLink key={material.id} material={material} />
                  ))}
                </span>
                {one.make_up_state !== null && one.make_up_state !== 'declined' ? (
                  <span class="soft small">{word.states[one.make_up_state]}</span>
                ) : (
                  <Button onClick={() => (asking.value = { what: 'make_up', training: one })}>{word.makeUp}</Button>
                )}
              </li>
            ))}
          </ul>
        )}
        {learning.missed.length > shown.value && (
          <div>
            <Button look="quiet" onClick={() => (shown.value = learning.missed.length)}>
              {word.showAll(learning.missed.length)}
            </Button>
          </div>
        )}
      </section>
      <section class="stack tight">
        <h2>{word.hours(learning.hours, learning.year)}</h2>
        <p class="soft small">{word.asked(learning.hours_asked)}</p>
        {learning.attended.length > 0 && (
          <details>
            <summary>
              {word.attended} · {learning.attended.length}
            </summary>
            <ul class="entries">
              {learning.attended.map((one) => (
                <li key={one.id} class="missed">
                  <span>
                    <strong>{one.title}</strong>
                    <span class="soft small">
                      {shortDate(one.on_date)} · {word.kinds[one.kind]}
                    </span>
                  </span>
                  <span class="soft small">
                    {one.way !== null && word.took[one.way]}
                    {one.hours > 0 && ` · ${word.hoursOf(one.hours)}`}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
      <Subscription />
      {now?.what === 'absent' && (
        <AbsentDialog
          onClose={() => (asking.value = null)}
          onDone={(reason_code) => void tell(now.training, 'own-attendance', { way: 'absent', reason_code, ...at() })}
        />
      )}
      {now?.what === 'host' && (
        <HostDialog
          onClose={() => (asking.value = null)}
          onDone={(host_branch) => void tell(now.training, 'own-attendance', { way: 'host', host_branch, ...at() })}
        />
      )}
      {now?.what === 'code' && (
        <CodeDialog
          onClose={() => (asking.value = null)}
          onDone={(code) => void tell(now.training, 'own-attendance', { way: 'hall', code, ...at() })}
        />
      )}
      {now?.what === 'make_up' && (
        <MakeUpDialog
          from={now.training.on_date}
          onClose={() => (asking.value = null)}
          onDone={(body) => void tell(now.training, 'own-make-ups', body)}
        />
      )}
    </>
  );
}

interface ComingProps {
  training: OwnTraining;
  /** The nearest one: its way in is the one thing to press. */
  next: boolean;
  onAsk: (what: 'absent' | 'host' | 'code') => void;
  onVideo: () => void;
}

function Coming({ training, next, onAsk, onVideo }: ComingProps) {
  const word = learningWords.value;
  const begun = new Date(training.starts_at) <= new Date();
  const isWaiting = unsent.value.some((item) => item.path === `/trainings/${training.id}/own-attendance`);

  async function calendar(): Promise<void> {
    try {
      saveFile(await downloadCalendar(training.id), 'meeting.ics');
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  return (
    <article class="card stack">
      <header>
        <p class="soft small">
          {word.kinds[training.kind]}
          {training.hours > 0 && ` · ${word.hoursOf(training.hours)}`}
        </p>
        <h3>{training.title}</h3>
        <p>
          {dateInWords(training.on_date)} {clockOf(training.starts_at)}
        </p>
        {training.place !== null && <p class="soft">{word.at(training.place)}</p>}
        {training.agenda !== null && <p class="soft agenda">{training.agenda}</p>}
      </header>
      {training.join_link !== null && (
        <a class={next ? 'button primary block' : 'button plain'} href={training.join_link} target="_blank" rel="noopener noreferrer">
          {word.join}
        </a>
      )}
      {training.materials.length > 0 && (
        <div>
          <p class="soft small">{word.materials}</p>
          {training.materials.map((one) => (
            <MaterialLink key={one.id} material={one} />
          ))}
        </div>
      )}
      {training.way !== null || isWaiting ? (
        <p class="note good">{training.way === null ? word.told : word.took[training.way]}</p>
      ) : (
        <div class="row">
          {training.code_open && <Button onClick={() => onAsk('code')}>{word.code}</Button>}
          {begun && training.join_link !== null && <Button onClick={onVideo}>{word.byVideo}</Button>}
          {begun && <Button onClick={() => onAsk('host')}>{word.atHost}</Button>}
          <Button look="quiet" onClick={() => onAsk('absent')}>
            {word.cannotCome}
          </Button>
          <Button look="quiet" onClick={() => void calendar()}>
            {word.calendar}
          </Button>
        </div>
      )}
    </article>
  );
}
