import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { closeTraining, readTraining, writeMinutes, type Training } from '../../api/trainings';
import { Button } from '../../ui/button';
import { dateInWords } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextArea, TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { Sheet } from '../../ui/sheet';
import { Failure, Loading } from '../../ui/states';
import { words } from '../../words';
import { trainingsWords } from '../../words/trainings';
import { handOver, type Hand } from '../outbox/hand';

export interface CloseMinutesProps {
  id: string;
  hand?: Hand<Record<string, never>> | undefined;
  /** Open the meeting itself: who came is ticked there. */
  onFill: () => void;
  onClose: () => void;
  onDone: () => void;
}

/** Close the minutes of one meeting: what they say, and only what is still missing to be filled in. */
export default function CloseMinutesDialog(props: CloseMinutesProps) {
  const { minutes: word } = trainingsWords.value;
  const load = useLoad(`close/${props.id}`, () => readTraining(props.id));
  const training = load.value;
  if (training === undefined || !cameAnybody(training)) {
    return (
      <Dialog
        title={training?.title ?? word.closeTitle}
        onClose={props.onClose}
        actions={
          <>
            <Button onClick={props.onClose}>{words.value.common.cancel}</Button>
            {training !== undefined && (
              <Button look="primary" onClick={props.onFill}>
                {word.tickWhoCame}
              </Button>
            )}
          </>
        }
      >
        {training !== undefined ? (
          <p>{word.nobodyYet}</p>
        ) : load.error === undefined ? (
          <Loading />
        ) : (
          <Failure error={load.error} onRetry={load.reload} />
        )}
      </Dialog>
    );
  }
  return <Close {...props} training={training} />;
}

function cameAnybody({ figures }: Training): boolean {
  return figures.present + figures.observers > 0;
}

function Close({ training, hand, onFill, onClose, onDone }: CloseMinutesProps & { training: Training }) {
  const { minutes: word, hours } = trainingsWords.value;
  const { minutes, figures } = training;
  const host = useSignal(minutes?.host ?? training.host ?? '');
  const recorder = useSignal(minutes?.recorder ?? training.recorder ?? '');
  const content = useSignal(minutes?.content ?? '');
  const ownBook = minutes?.page_of_book ?? null;
  // What was filled in is on record, should the closing itself be refused.
  const written = useRef(false);
  const lacks = {
    host: !minutes?.host,
    recorder: !minutes?.recorder,
    content: !minutes?.content && ownBook === null,
  };

  async function confirm(): Promise<string | null> {
    if (host.value.trim() === '' || recorder.value.trim() === '' || (lacks.content && content.value.trim() === '')) {
      return word.needWhole;
    }
    if (!written.current && (lacks.host || lacks.recorder || lacks.content)) {
      await writeMinutes(training.id, minutes?.revision ?? 0, {
        ...(minutes === null ? { topics: training.agenda, hours: training.hours } : {}),
        ...(lacks.host ? { host: host.value.trim() } : {}),
        ...(lacks.recorder ? { recorder: recorder.value.trim() } : {}),
        ...(lacks.content ? { content: content.value.trim() } : {}),
      });
      written.current = true;
    }
    await handOver(hand, {}, () => closeTraining(training.id), word.closed);
    onDone();
    return null;
  }

  return (
    <Sheet
      title={word.closeTitle}
      action={word.close}
      cancel={words.value.common.cancel}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        <strong>{training.title}</strong>
        <span class="soft"> {dateInWords(training.on_date)}</span>
      </p>
      <dl class="facts">
        <dt>{word.came}</dt>
        <dd class="number">{word.cameOf(figures.present, figures.due)}</dd>
        {!lacks.host && (
          <>
            <dt>{word.host}</dt>
            <dd>{host.value}</dd>
          </>
        )}
        {!lacks.recorder && (
          <>
            <dt>{word.recorder}</dt>
            <dd>{recorder.value}</dd>
          </>
        )}
        {!lacks.content && (
          <>
            <dt>{ownBook === null ? word.content : word.page}</dt>
            <dd class="kept-lines">{ownBook ?? content.value}</dd>
          </>
        )}
        <dt>{word.hours}</dt>
        <dd>{hours(minutes?.hours ?? training.hours)}</dd>
        {(minutes?.resolutions.length ?? 0) > 0 && (
          <>
            <dt>{word.resolutions}</dt>
            <dd>{minutes?.resolutions.map((one) => one.text).join('；')}</dd>
          </>
        )}
      </dl>
      {lacks.host && (
        <TextField label={word.host} maxLength={100} value={host.value} onValue={(value) => (host.value = value)} />
      )}
      {lacks.recorder && (
        <TextField
          label={word.recorder}
          maxLength={100}
          value={recorder.value}
          onValue={(value) => (recorder.value = value)}
        />
      )}
      {lacks.content && (
        <TextArea
          label={word.content}
          maxLength={20_000}
          value={content.value}
          onValue={(value) => (content.value = value)}
        />
      )}
      <p class="soft small">{word.closeLead}</p>
      <p>
        <Button look="quiet" onClick={onFill}>
          {word.openMeeting}
        </Button>
      </p>
    </Sheet>
  );
}
