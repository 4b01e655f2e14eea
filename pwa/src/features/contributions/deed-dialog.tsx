import { useSignal } from '@preact/signals';
import { listContributions, type Contribution, type ContributionInput } from '../../api/contributions';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { listMembers } from '../../api/members';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { contributionsWords } from '../../words/contributions';
import { me } from '../auth/session';
import { MemberPicker } from '../members/member-picker';
import { handIn } from '../outbox/store';
import { AddPictures, type AddedPicture } from '../pictures/add-pictures';
import { Pictures } from '../pictures/pictures';

const KINDS = {
  back: ['invest', 'road', 'jobs', 'crops', 'donate', 'volunteer', 'campaign', 'other'],
  help: ['errand', 'elders', 'children', 'farm', 'other'],
} as const;

interface DeedDialogProps {
  place: string;
  /** For whom the reader records: anybody of the branch, those paired with them, or only themselves. */
  forWhom: 'branch' | 'paired' | 'self';
  /** A deed to put right, which then waits again. */
  changing: Contribution | null;
  onClose: () => void;
  onDone: () => void;
}

/** One deed: which way, who, what, when, one sentence; figures only with where they come from. */
export function DeedDialog({ place, forWhom, changing, onClose, onDone }: DeedDialogProps) {
  const { form, directions, kinds, sources } = contributionsWords.value;
  const person = me.value;
  const self = person?.membership_id ?? null;
  const direction = useSignal<'back' | 'help'>(changing?.direction ?? 'back');
  const member = useSignal<{ id: string; name: string } | null>(
    changing !== null
      ? { id: changing.member_id, name: changing.member_name }
      : self === null || person === null || forWhom !== 'self'
        ? null
        : { id: self, name: person.name },
  );
  const kind = useSignal<ContributionInput['kind']>(changing?.kind ?? 'jobs');
  const onDate = useSignal(changing?.on_date ?? today());
  const text = useSignal(changing?.words ?? '');
  const figures = useSignal({
    amount: String(changing?.amount_yuan ?? ''),
    people: String(changing?.people ?? ''),
    mu: String(changing?.area_mu ?? ''),
  });
  const source = useSignal<string>(changing?.source ?? '');
  const continues = useSignal('');
  const helpers = useSignal(
    (changing?.helper_ids ?? []).map((id, position) => ({ id, name: changing?.helper_names[position] ?? '' })),
  );
  const agreed = useSignal(false);
  const added = useSignal<AddedPicture[]>([]);
  const paired = useLoad(`paired/${forWhom}/${place}`, async () =>
    forWhom === 'paired' ? (await listMembers({ organization_id: place })).items : [],
  );
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const earlier = useLoad(`earlier/${member.value?.id ?? ''}`, async () =>
    member.value === null || changing !== null ? [] : (await listContributions({ member_id: member.value.id, state: 'accepted' })).items,
  );
  const same = newestOfThreads(earlier.value ?? []).filter(
    (deed) => deed.direction === direction.value && deed.kind === kind.value,
  );
  const hasFigure = Object.values(figures.value).some((figure) => figure.trim() !== '');

  async function save(): Promise<void> {
    refusal.value =
      member.value === null
        ? form.needWho
        : text.value.trim() === ''
          ? form.needWords
          : hasFigure && source.value === ''
            ? form.needSource
            : null;
    if (refusal.value !== null || member.value === null || person === null) return;
    busy.value = true;
    const told = {
      kind: kind.value,
      on_date: onDate.value,
      words: text.value.trim(),
      recorded_at_device: new Date().toISOString(),
      ...numbersOf(figures.value),
      ...(hasFigure ? { source: source.value } : {}),
      ...(direction.value === 'help' ? { helper_ids: helpers.value.map((one) => one.id) } : {}),
    };
    const pictures = added.value.map((one) => one.id);
    const item = { kind: 'contribution', label: `${member.value.name}：${kinds[kind.value]}` };
    const fresh = {
      id: mintUuid(),
      member_id: member.value.id,
      direction: direction.value,
      ...(continues.value === '' ? {} : { continues_id: continues.value }),
    };
    try {
      await handIn(
        person.account_id,
        changing === null
          ? {
              ...item,
              path: '/contributions',
              body: { ...fresh, ...told, ...(pictures.length === 0 ? {} : { photo_ids: pictures, photos_agreed: agreed.value }) },
            }
          : {
              ...item,
              method: 'PATCH',
              path: `/contributions/${changing.id}`,
              ifMatch: `"${changing.revision}"`,
              body: { ...told, source_words: changing.source_words, photo_ids: [...changing.photo_ids, ...pictures], photos_agreed: agreed.value },
            },
      );
      say(form.saved);
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={changing === null ? form.title : form.changeTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void save()}>
            {form.save}
          </Button>
        </>
      }
    >
      {changing !== null && changing.state === 'sent_back' && changing.reason !== null && (
        <p class="note warn">{contributionsWords.value.asked(changing.reason)}</p>
      )}
      {changing === null ? (
        <ChoiceField
          label={form.direction}
          value={direction.value}
          options={(['back', 'help'] as const).map((value) => ({ value, label: directions[value] }))}
          onValue={(value) => {
            direction.value = value as 'back' | 'help';
            kind.value = KINDS[direction.value][0];
            continues.value = '';
          }}
        />
      ) : (
        <p>
          <strong>{changing.member_name}</strong> <span class="soft">{directions[changing.direction]}</span>
        </p>
      )}
      {changing !== null ? null : forWhom === 'paired' ? (
        <SelectField
          label={direction.value === 'back' ? form.whoBack : form.whoHelp}
          value={member.value?.id ?? ''}
          options={[
            { value: '', label: paired.error === undefined ? form.pick : form.pairedUnread },
            ...(self === null || person === null ? [] : [{ value: self, label: form.myself(person.name) }]),
            ...(paired.value ?? []).filter((one) => one.id !== self).map((one) => ({ value: one.id, label: one.name })),
          ]}
          onValue={(id) => {
            const name = paired.value?.find((one) => one.id === id)?.name ?? person?.name ?? '';
            member.value = id === '' ? null : { id, name };
            continues.value = '';
          }}
        />
      ) : member.value === null ? (
        <MemberPicker
          label={direction.value === 'back' ? form.whoBack : form.whoHelp}
          organizationId={place}
          onPick={(found) => (member.value = { id: found.id, name: found.name })}
        />
      ) : (
        forWhom === 'branch' && (
          <p class="row">
            <strong>{member.value.name}</strong>
            <Button look="quiet" onClick={() => (member.value = null)}>
              {form.change}
            </Button>
          </p>
        )
      )}
      <div class="pair">
        <SelectField
          label={form.kind}
          value={kind.value}
          options={KINDS[direction.value].map((value) => ({ value, label: kinds[value] }))}
          onValue={(value) => (kind.value = value as ContributionInput['kind'])}
        />
        <TextField label={form.on} type="date" max={today()} value={onDate.value} onValue={(value) => (onDate.value = value)} />
      </div>
      {same.length > 0 && (
        <SelectField
          label={form.continues}
          hint={form.continuesHint}
          value={continues.value}
          options={[{ value: '', label: form.fresh }, ...same.map((deed) => ({ value: deed.id, label: labelOf(deed) }))]}
          onValue={(value) => (continues.value = value)}
        />
      )}
      <TextArea
        label={form.words}
        hint={form.wordsHint}
        maxLength={1000}
        value={text.value}
        onValue={(value) => (text.value = value)}
      />
      {forWhom === 'branch' && direction.value === 'help' && (
        <>
          <MemberPicker
            label={form.helpers}
            organizationId={place}
            without={helpers.value.map((one) => one.id)}
            onPick={(found) => (helpers.value = [...helpers.value, { id: found.id, name: found.name }])}
          />
          {helpers.value.length > 0 && (
            <p class="row">
              <strong>{helpers.value.map((one) => one.name).join(contributionsWords.value.and)}</strong>
              <Button look="quiet" onClick={() => (helpers.value = [])}>
                {form.change}
              </Button>
            </p>
          )}
        </>
      )}
      <fieldset class="field">
        <legend>{form.figures}</legend>
        <div class="pair">
          <Figure label={form.amount} value={figures.value.amount} onValue={(amount) => (figures.value = { ...figures.value, amount })} />
          <Figure label={form.people} value={figures.value.people} onValue={(people) => (figures.value = { ...figures.value, people })} />
          <Figure label={form.mu} value={figures.value.mu} onValue={(mu) => (figures.value = { ...figures.value, mu })} />
        </div>
      </fieldset>
      {hasFigure && (
        <ChoiceField
          label={form.source}
          value={source.value}
          options={(['told', 'seen', 'paper'] as const).map((value) => ({ value, label: sources[value] }))}
          onValue={(value) => (source.value = value)}
        />
      )}
      {changing !== null && <Pictures of="contributions" id={changing.id} photoIds={changing.photo_ids} />}
      <AddPictures
        agreed={agreed.value}
        added={added.value}
        before={changing?.photo_ids.length ?? 0}
        onAgreed={(yes) => (agreed.value = yes)}
        onAdded={(pictures) => (added.value = pictures)}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}

function Figure({ label, value, onValue }: { label: string; value: string; onValue: (value: string) => void }) {
  return <TextField label={label} inputMode="numeric" maxLength={9} value={value} onValue={(typed) => onValue(typed.replace(/\D/g, ''))} />;
}

function numbersOf({ amount, people, mu }: { amount: string; people: string; mu: string }): Record<string, number> {
  const named = { amount_yuan: amount, people, area_mu: mu };
  return Object.fromEntries(Object.entries(named).filter(([, text]) => Number(text) > 0).map(([name, text]) => [name, Number(text)]));
}

/** Of what goes on for years, the newest line stands for all. */
function newestOfThreads(deeds: Contribution[]): Contribution[] {
  const found = new Map<string, Contribution>();
  for (const deed of deeds) if (!found.has(deed.thread_id)) found.set(deed.thread_id, deed);
  return [...found.values()];
}

function labelOf(deed: Contribution): string {
  return `${deed.on_date.slice(0, 4)} ${deed.words ?? ''}`.slice(0, 40);
}
