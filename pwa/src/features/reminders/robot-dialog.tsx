import { useSignal } from '@preact/signals';
import { addRobot, changeRobot, readChoice, type Robot, type RobotChanges, type RobotKind } from '../../api/reminders';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { sentenceOf } from '../../ui/states';
import { remindersWords } from '../../words/reminders';
import { hoursOutside } from './hours';

interface RobotDialogProps {
  place: string;
  robot: Robot | null;
  onClose: () => void;
  onDone: () => void;
}

const KINDS: RobotKind[] = ['wecom', 'dingtalk', 'feishu'];

/** Add a robot, or change one; its address and secret are typed anew or stay as they are. */
export function RobotDialog({ place, robot, onClose, onDone }: RobotDialogProps) {
  const { robots: say, placeHour, atHour, quiet } = remindersWords.value;
  const hours = useLoad('reminder-choices', readChoice).value;
  const kind = useSignal<RobotKind>(robot?.kind ?? 'wecom');
  const name = useSignal(robot?.name ?? '');
  const address = useSignal('');
  const secret = useSignal('');
  const hour = useSignal(robot?.hour === null || robot === null ? '' : String(robot.hour));
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function save(): Promise<void> {
    if (name.value.trim() === '') refusal.value = say.needName;
    else if (robot === null && address.value.trim() === '') refusal.value = say.needAddress;
    else await send();
  }

  async function send(): Promise<void> {
    busy.value = true;
    refusal.value = null;
    const chosen = hour.value === '' ? null : Number(hour.value);
    try {
      if (robot === null) {
        await addRobot({
          organization_id: place,
          kind: kind.value,
          name: name.value,
          address: address.value,
          secret: secret.value.trim() || null,
          hour: chosen,
        });
      } else {
        const changes: RobotChanges = { name: name.value, hour: chosen };
        if (address.value.trim() !== '') changes.address = address.value;
        if (secret.value.trim() !== '') changes.secret = secret.value;
        await changeRobot(robot, changes);
      }
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={robot === null ? say.add : robot.name}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{say.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void save()}>
            {say.save}
          </Button>
        </>
      }
    >
      {robot === null && (
        <ChoiceField
          label={say.kind}
          value={kind.value}
          options={KINDS.map((value) => ({ value, label: say.kinds[value] ?? value }))}
          onValue={(value) => (kind.value = value as RobotKind)}
        />
      )}
      <p class="soft small">{say.how[kind.value]}</p>
      <TextField label={say.name} hint={say.nameHint} maxLength={100} value={name.value} onValue={(value) => (name.value = value)} />
      <TextField
        label={say.address}
        {...(robot === null ? {} : { hint: say.addressKept })}
        autoComplete="off"
        maxLength={1000}
        value={address.value}
        onValue={(value) => (address.value = value)}
      />
      {kind.value !== 'wecom' && (
        <TextField
          label={say.secret}
          {...(robot === null ? {} : { hint: say.secretKept })}
          autoComplete="off"
          maxLength={200}
          value={secret.value}
          onValue={(value) => (secret.value = value)}
        />
      )}
      {hours !== undefined && (
        <SelectField
          label={say.hour}
          hint={quiet(hours.quiet_from_hour, hours.quiet_to_hour)}
          value={hour.value}
          options={[
            { value: '', label: placeHour(hours.place_hour) },
            ...hoursOutside(hours.quiet_from_hour, hours.quiet_to_hour).map((one) => ({ value: String(one), label: atHour(one) })),
          ]}
          onValue={(value) => (hour.value = value)}
        />
      )}
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
