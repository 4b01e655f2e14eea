import type { WorkItem } from '../../api/types';
import { ChoiceField, Tick } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { todayWords } from '../../words/today';
import { useEntry, type EntryForm } from './entry';
import type { Way, Whom } from './log';
import { Outcomes } from './outcomes';
import type { SheetsProps } from './sheets';
import { ToldFolds } from './told-folds';

type LogSheetProps = Omit<SheetsProps, 'asked'> & { item: WorkItem | null };

/** Note a contact down: the likely way is chosen already, the outcome saves; the rest is there for whoever wants it. */
export function LogSheet(props: LogSheetProps) {
  const { item, everybody, today, asksBy, person, onClose } = props;
  const say = todayWords.value;
  const form = useEntry({ ...props, start: {} });
  const { entry, change } = form;
  const several = entry.value.memberIds.length > 1;
  return (
    <Dialog title={item === null ? say.titleTogether : say.titleOf(item.member_name)} onClose={onClose}>
      {item === null && <People form={form} everybody={everybody} label={say.who} />}
      <ChoiceField
        label={say.way}
        value={entry.value.way}
        options={Object.entries(say.ways).map(([value, label]) => ({ value, label }))}
        onValue={(value) => change({ way: value as Way })}
      />
      {item !== null && (
        <ChoiceField
          label={say.with}
          value={entry.value.whom}
          options={Object.entries(say.whom).map(([value, label]) => ({ value, label }))}
          onValue={(value) => change({ whom: value as Whom })}
        />
      )}
      {asksBy && <By form={form} item={item} everybody={everybody} own={person} />}
      {!several && (
        <TextArea
          label={say.note}
          hint={say.noteHint}
          optional
          maxLength={1000}
          value={entry.value.note}
          onValue={(note) => change({ note })}
        />
      )}
      <div>
        {!several && <ToldFolds form={form} />}
        <details class="sheet-more">
          <summary>{say.more}</summary>
          <div class="stack">
            <TextField label={say.on} type="date" max={today} value={entry.value.on} onValue={(on) => change({ on })} />
            {item !== null && everybody.length > 1 && (
              <People
                form={form}
                everybody={everybody.filter((one) => one.member_id !== item.member_id)}
                label={say.alsoWith}
              />
            )}
          </div>
        </details>
      </div>
      {form.refusal.value !== null && (
        <p class="note bad" role="alert">
          {form.refusal.value}
        </p>
      )}
      <Outcomes form={form} />
    </Dialog>
  );
}

interface PeopleProps {
  form: EntryForm;
  everybody: WorkItem[];
  label: string;
}

function People({ form, everybody, label }: PeopleProps) {
  const { entry, change } = form;
  const chosen = entry.value.memberIds;
  return (
    <fieldset class="field sheet-people">
      <legend>{label}</legend>
      {everybody.map((one) => (
        <Tick
          key={one.member_id}
          label={one.member_name}
          checked={chosen.includes(one.member_id)}
          onChecked={(checked) =>
            change({
              memberIds: checked ? [...chosen, one.member_id] : chosen.filter((id) => id !== one.member_id),
            })
          }
        />
      ))}
    </fieldset>
  );
}

interface ByProps {
  form: EntryForm;
  item: WorkItem | null;
  everybody: WorkItem[];
  own: SheetsProps['person'];
}

/** Whoever writes for others says who was in touch: a liaison, or they themselves. */
function By({ form, item, everybody, own }: ByProps) {
  const say = todayWords.value;
  const liaisons = (item === null ? everybody : [item]).flatMap((one) => one.liaisons);
  const names = new Map(liaisons.map((liaison) => [liaison.member_id, liaison.name]));
  if (own.membership_id !== null) names.set(own.membership_id, own.name);
  return (
    <SelectField
      label={say.by}
      value={form.entry.value.byMemberId ?? ''}
      options={[{ value: '', label: '' }, ...[...names].map(([value, label]) => ({ value, label }))]}
      onValue={(value) => form.change({ byMemberId: value || null })}
    />
  );
}
