import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { assignNeed, tellNeed, type Need, type TellWay } from '../../api/needs';
import type { Member } from '../../api/types';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextArea, TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { needsWords } from '../../words/needs';
import { me } from '../auth/session';
import { MemberPicker } from '../members/member-picker';
import { handIn } from '../outbox/store';

export type Act = 'assign' | 'step' | 'close' | 'tell';

const TOLD_WAYS: TellWay[] = ['phone', 'wechat', 'in_person', 'family', 'letter'];

/** Takes one act about a need instead of sending it: which, and what is sent. */
export type NeedHand = (act: 'assignment' | 'steps' | 'closing', body: Record<string, unknown>) => Promise<void>;

interface ActDialogProps {
  need: Need;
  act: Act;
  hand?: NeedHand | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** One thing that is done about a need. */
export function ActDialog(props: ActDialogProps) {
  switch (props.act) {
    case 'assign':
      return <Assign {...props} />;
    case 'step':
      return <Step {...props} />;
    case 'close':
      return <Close {...props} />;
    case 'tell':
      return <Tell {...props} />;
  }
}

interface FrameProps extends ActDialogProps {
  title: string;
  done: string;
  work: () => Promise<unknown> | string;
  children: ComponentChildren;
}

/** The same two buttons under each form; `work` gives a sentence where something lacks. */
function Frame({ title, done, work, hand, onClose, onDone, children }: FrameProps) {
  const busy = useSignal(false);
  const lack = useSignal<string | null>(null);

  async function save(): Promise<void> {
    const started = work();
    if (typeof started === 'string') {
      lack.value = started;
      return;
    }
    busy.value = true;
    try {
      await started;
      if (hand === undefined) say(done);
      onDone();
    } catch (error) {
      lack.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void save()}>
            {needsWords.value.save}
          </Button>
        </>
      }
    >
      {children}
      {lack.value !== null && (
        <p class="error" role="alert">
          {lack.value}
        </p>
      )}
    </Dialog>
  );
}

function Assign(props: ActDialogProps) {
  const word = needsWords.value;
  const person = me.value;
  const chosen = useSignal<{ personId: string; name: string } | null>(null);
  const due = useSignal('');
  return (
    <Frame
      {...props}
      title={props.need.handler_id === null ? word.assign : word.reassign}
      done={word.assigned(chosen.value?.name ?? '')}
      work={() =>
        chosen.value === null
          ? word.needHandler
          : assign(props, {
              handler_id: chosen.value.personId,
              ...(due.value === '' ? {} : { due_on: due.value }),
            })
      }
    >
      {chosen.value !== null ? (
        <p class="row">
          <strong>{chosen.value.name}</strong>
          <Button look="quiet" onClick={() => (chosen.value = null)}>
            {word.another}
          </Button>
        </p>
      ) : (
        <>
          {person !== null && (
            <Button block onClick={() => (chosen.value = { personId: person.person_id, name: person.name })}>
              {word.byMe}
            </Button>
          )}
          <MemberPicker
            label={word.handler}
            organizationId={props.need.organization_id}
            onPick={(member: Member) => (chosen.value = { personId: member.person_id, name: member.name })}
          />
        </>
      )}
      <TextField
        label={word.due}
        type="date"
        optional
        min={props.need.raised_on}
        value={due.value}
        onValue={(value) => (due.value = value)}
      />
    </Frame>
  );
}

function Step(props: ActDialogProps) {
  const word = needsWords.value;
  const text = useSignal('');
  const day = useSignal(today());
  return (
    <Frame
      {...props}
      title={word.step}
      done={word.stepSaved}
      work={() =>
        text.value.trim() === ''
          ? word.needStep
          : write(props, 'steps', { on_date: day.value, words: text.value.trim() })
      }
    >
      <TextArea
        label={word.stepWords}
        hint={word.stepHint}
        maxLength={1000}
        value={text.value}
        onValue={(value) => (text.value = value)}
      />
      <TextField
        label={word.stepOn}
        type="date"
        min={props.need.raised_on}
        max={today()}
        value={day.value}
        onValue={(value) => (day.value = value)}
      />
    </Frame>
  );
}

function Close(props: ActDialogProps) {
  const word = needsWords.value;
  const state = useSignal<'settled' | 'explained'>('settled');
  const text = useSignal('');
  const way = useSignal<TellWay | 'none'>('none');
  return (
    <Frame
      {...props}
      title={word.close}
      done={word.closed}
      work={() =>
        text.value.trim() === ''
          ? word.needResult
          : write(props, 'closing', {
              state: state.value,
              on_date: today(),
              result: text.value.trim(),
              ...(way.value === 'none' ? {} : { told_way: way.value }),
            })
      }
    >
      <ChoiceField
        label={word.outcome}
        value={state.value}
        options={(['settled', 'explained'] as const).map((value) => ({ value, label: word.states[value] }))}
        onValue={(value) => (state.value = value as 'settled' | 'explained')}
      />
      <TextArea
        label={word.resultWords}
        hint={word.resultHint}
        maxLength={1000}
        value={text.value}
        onValue={(value) => (text.value = value)}
      />
      <ChoiceField
        label={word.tellWay}
        value={way.value}
        options={[
          { value: 'none', label: word.notToldYet },
          ...TOLD_WAYS.map((value) => ({ value, label: word.ways[value] })),
        ]}
        onValue={(value) => (way.value = value as TellWay | 'none')}
      />
    </Frame>
  );
}

function Tell(props: ActDialogProps) {
  const word = needsWords.value;
  const way = useSignal<TellWay>('phone');
  return (
    <Frame
      {...props}
      hand={undefined}
      title={word.tell}
      done={word.toldSaved}
      work={() => tellNeed(props.need.id, { on_date: today(), way: way.value })}
    >
      <ChoiceField
        label={word.tellHow}
        value={way.value}
        options={TOLD_WAYS.map((value) => ({ value, label: word.ways[value] }))}
        onValue={(value) => (way.value = value as TellWay)}
      />
    </Frame>
  );
}

function assign({ need, hand }: ActDialogProps, body: { handler_id: string; due_on?: string }): Promise<unknown> {
  return hand === undefined ? assignNeed(need.id, body) : hand('assignment', body);
}

/** Steps and results may be written where there is no network. */
async function write(
  { need, hand }: ActDialogProps,
  act: 'steps' | 'closing',
  body: Record<string, unknown>,
): Promise<void> {
  if (hand !== undefined) return hand(act, body);
  const person = me.value;
  if (person === null) return;
  await handIn(person.account_id, { kind: 'need', label: need.member_name, path: `/needs/${need.id}/${act}`, body });
}
