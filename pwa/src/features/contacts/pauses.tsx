import { useSignal } from '@preact/signals';
import { endPause, listPauses, pauseContact } from '../../api/contacts';
import type { ContactPause, NewPause } from '../../api/types';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { shortDate, today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { contactsWords } from '../../words/contacts';
import { officeWords } from '../../words/office';

interface PausesProps {
  memberId: string;
  name: string;
  mayPause: boolean;
}

/** When the duty rests: in hospital, at home for a while. */
export function Pauses({ memberId, name, mayPause }: PausesProps) {
  const say = contactsWords.value;
  const load = useLoad(`pauses/${memberId}`, () => listPauses(memberId));
  const asking = useSignal(false);
  const pauses = load.value?.items ?? [];
  if (load.value === undefined || (pauses.length === 0 && !mayPause)) return null;

  async function resume(pause: ContactPause): Promise<void> {
    try {
      await endPause(pause.id, today());
      tell(say.pauseEnded);
      load.reload();
    } catch (error) {
      tell(sentenceOf(error));
    }
  }

  return (
    <section class="card stack tight">
      <div class="row">
        <h2>{say.pauses}</h2>
        {mayPause && (
          <span class="push">
            <Button look="quiet" onClick={() => (asking.value = true)}>
              {say.pause}
            </Button>
          </span>
        )}
      </div>
      <p class="soft small">{say.pausesLead}</p>
      <ul>
        {pauses.map((pause) => (
          <li key={pause.id} class="row">
            <span>{inWords(pause)}</span>
            {mayPause && (pause.to_on === null || pause.to_on > today()) && (
              <Button look="quiet" onClick={() => void resume(pause)}>
                {say.endPause}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asking.value && (
        <PauseDialog
          memberId={memberId}
          name={name}
          onClose={() => (asking.value = false)}
          onDone={() => {
            asking.value = false;
            load.reload();
          }}
        />
      )}
    </section>
  );
}

function inWords({ reason, from_on: from, to_on: to }: ContactPause): string {
  const say = contactsWords.value;
  const why = say.pauseReasons[reason] ?? reason;
  return to === null ? say.pausedSince(why, shortDate(from)) : say.pausedBetween(why, shortDate(from), shortDate(to));
}

interface PauseDialogProps {
  memberId: string;
  name: string;
  onClose: () => void;
  onDone: () => void;
}

function PauseDialog({ memberId, name, onClose, onDone }: PauseDialogProps) {
  const say = contactsWords.value;
  const reason = useSignal<NewPause['reason'] | ''>('');
  const from = useSignal(today());
  const to = useSignal('');
  const note = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function pause(): Promise<void> {
    if (reason.value === '') {
      refusal.value = officeWords.value.members.needChoice;
      return;
    }
    busy.value = true;
    try {
      await pauseContact(memberId, {
        reason: reason.value,
        from_on: from.value,
        to_on: to.value || null,
        note: note.value.trim() || null,
      });
      tell(say.paused);
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={say.pauseTitle(name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void pause()}>
            {say.pause}
          </Button>
        </>
      }
    >
      <ChoiceField
        label={say.pauseReason}
        value={reason.value}
        options={Object.entries(say.pauseReasons).map(([value, label]) => ({ value, label }))}
        onValue={(value) => (reason.value = value as NewPause['reason'])}
      />
      <TextField label={say.pauseFrom} type="date" value={from.value} onValue={(value) => (from.value = value)} />
      <TextField
        label={say.pauseTo}
        type="date"
        optional
        hint={say.pauseToHint}
        min={from.value}
        value={to.value}
        onValue={(value) => (to.value = value)}
      />
      <TextField
        label={say.pauseNote}
        optional
        maxLength={300}
        value={note.value}
        onValue={(value) => (note.value = value)}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
