import { useSignal } from '@preact/signals';
import { changeRobot, endRobot, listRobots, readRobot, tryRobot, type Robot } from '../../api/reminders';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { remindersWords } from '../../words/reminders';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { RobotDialog } from './robot-dialog';
import './reminders.css';

type Asked = { act: 'add' } | { act: 'edit' | 'end'; robot: Robot } | null;

/** 群提醒: the robots that tell a working group once a day how many, and never who. */
export default function RobotsPage() {
  return workplace.value === undefined ? <Loading /> : <Robots key={workplace.value} place={workplace.value} />;
}

function Robots({ place }: { place: string }) {
  const { robots: say } = remindersWords.value;
  const load = useLoad(`robots/${place}`, () => listRobots(place));
  const asked = useSignal<Asked>(null);
  const robots = load.value;
  const now = asked.value;

  function done(sentence: string): void {
    asked.value = null;
    tell(sentence);
    load.reload();
  }

  return (
    <div class="stack robots">
      <PageHead title={say.title}>
        <Button icon="plus" onClick={() => (asked.value = { act: 'add' })}>
          {say.add}
        </Button>
      </PageHead>
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      <p class="soft">{say.lead}</p>
      {robots === undefined && load.error === undefined && <Loading />}
      {robots === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {robots !== undefined && robots.length === 0 && (
        <Empty icon="people" title={say.none}>
          <p>{say.noneHint}</p>
        </Empty>
      )}
      {robots !== undefined && robots.length > 0 && (
        <ul class="entries">
          {robots.map((robot) => (
            <Line
              key={robot.id}
              robot={robot}
              onEdit={() => (asked.value = { act: 'edit', robot })}
              onEnd={() => (asked.value = { act: 'end', robot })}
              onChanged={load.reload}
            />
          ))}
        </ul>
      )}
      {now !== null && now.act !== 'end' && (
        <RobotDialog
          place={place}
          robot={now.act === 'edit' ? now.robot : null}
          onClose={() => (asked.value = null)}
          onDone={() => done(say.saved)}
        />
      )}
      {now?.act === 'end' && (
        <EndDialog robot={now.robot} onClose={() => (asked.value = null)} onDone={() => done(say.ended)} />
      )}
    </div>
  );
}

interface LineProps {
  robot: Robot;
  onEdit: () => void;
  onEnd: () => void;
  onChanged: () => void;
}

const LOOKS = 15;
const PAUSE_MS = 1000;

function Line({ robot, onEdit, onEnd, onChanged }: LineProps) {
  const { robots: say } = remindersWords.value;
  const busy = useSignal(false);

  async function attempt(work: () => Promise<void>): Promise<void> {
    busy.value = true;
    try {
      await work();
    } catch (error) {
      tell(sentenceOf(error));
    }
    busy.value = false;
  }

  /** Send a trial and look until it is known how it went. */
  const tryOut = () =>
    attempt(async () => {
      await tryRobot(robot.id);
      tell(say.trying);
      for (let look = 0; look < LOOKS; look += 1) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        const last = (await readRobot(robot.id)).last;
        if (last !== null && last.state !== 'waiting' && last.state !== 'sending') break;
      }
      onChanged();
    });

  const pause = () =>
    attempt(async () => {
      await changeRobot(robot, { paused: !robot.paused });
      onChanged();
    });

  return (
    <li class="robot">
      <div>
        <strong>{robot.name}</strong>
        <span class="soft small">
          {say.kinds[robot.kind]} · {robot.paused ? say.paused : robot.hour === null ? say.atPlaceHour : say.at(robot.hour)}
        </span>
        <span class="soft small number">{robot.address}</span>
        {robot.last !== null && <Last last={robot.last} />}
      </div>
      <div class="row">
        <Button busy={busy.value} onClick={() => void tryOut()}>
          {say.try}
        </Button>
        <Button look="quiet" onClick={onEdit}>
          {say.edit}
        </Button>
        <Button look="quiet" disabled={busy.value} onClick={() => void pause()}>
          {robot.paused ? say.resume : say.pause}
        </Button>
        <Button look="quiet" onClick={onEnd}>
          {say.end}
        </Button>
      </div>
    </li>
  );
}

function Last({ last }: { last: NonNullable<Robot['last']> }) {
  const { robots: say } = remindersWords.value;
  const why = last.problem === null ? null : (say.problems[last.problem] ?? say.why(last.problem));
  return (
    <span class={last.state === 'failed' ? 'small bad-word' : 'soft small'}>
      {last.trial && `${say.trial} · `}
      {momentInWords(last.at)} {say.states[last.state]}
      {why !== null && ` · ${why}`}
    </span>
  );
}

function EndDialog({ robot, onClose, onDone }: { robot: Robot; onClose: () => void; onDone: () => void }) {
  const { robots: say } = remindersWords.value;
  const busy = useSignal(false);

  async function end(): Promise<void> {
    busy.value = true;
    try {
      await endRobot(robot.id);
      onDone();
    } catch (error) {
      tell(sentenceOf(error));
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={say.endTitle(robot.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{say.cancel}</Button>
          <Button look="danger" busy={busy.value} onClick={() => void end()}>
            {say.end}
          </Button>
        </>
      }
    >
      <p>{say.endLead}</p>
    </Dialog>
  );
}
