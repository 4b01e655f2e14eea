import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listGroups } from '../../api/keeping';
import {
  changeTraining,
  planSeries,
  planTraining,
  readTraining,
  type Matter,
  type NewTraining,
  type Training,
  type TrainingKind,
} from '../../api/trainings';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { Tick } from '../../ui/choice';
import { addDays, today } from '../../ui/dates';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack, navigate, type RouteProps } from '../../ui/router';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { trainingsWords } from '../../words/trainings';
import { branch } from '../auth/workplace';
import { handOver, type Hand } from '../outbox/hand';
import { clockOf } from './clock';
import { monthlyDays } from './series-days';
import { SeriesList, type SeriesChanges } from './series-list';
import './trainings.css';

const KINDS: TrainingKind[] = [
  'theme_day', 'general_meeting', 'committee', 'group_meeting', 'lecture', 'life_meeting', 'evaluation', 'training',
];
const MATTERS: Matter[] = ['election', 'admission', 'confirmation'];

const text = (value: string) => (value.trim() === '' ? null : value.trim());

/** Plan a meeting, or change the plan of one. */
export default function PlanPage({ params }: RouteProps) {
  const id = params['id'];
  const load = useLoad(`plan/${id ?? 'new'}`, async () => (id === undefined ? null : readTraining(id)));
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  return <PlanForm training={load.value} organizationId={branch.value?.id ?? null} />;
}

interface PlanFormProps {
  training: Training | null;
  organizationId: string | null;
  /** Takes one planned meeting, where it can be undone; a series is sent at once. */
  hand?: Hand<NewTraining> | undefined;
  /** Where the way back leads, and what comes after it is planned; else the pages of meetings. */
  onBack?: () => void;
  onPlanned?: () => void;
}

export function PlanForm({ training, organizationId: here, hand, onBack, onPlanned }: PlanFormProps) {
  const { form: word, kinds, matters: matterNames, chooseBranch } = trainingsWords.value;
  const draft = useSignal({
    kind: training?.kind ?? ('theme_day' as TrainingKind),
    group: training?.group_id ?? '',
    title: training?.title ?? '',
    day: training?.on_date ?? addDays(today(), 7),
    from: training === null ? '15:00' : clockOf(training.starts_at),
    to: training === null ? '17:00' : clockOf(training.ends_at),
    place: training?.place ?? '',
    platform: training?.platform ?? '',
    link: training?.join_link ?? '',
    agenda: training?.agenda ?? '',
    hours: String(training?.hours ?? 2),
    host: training?.host ?? '',
    recorder: training?.recorder ?? '',
    private: training?.private ?? false,
    matters: training?.matters ?? [],
    repeat: false,
    until: `${today().slice(0, 4)}-12-31`,
  });
  const changes = useSignal<SeriesChanges>(new Map());
  const groups = useSignal<{ value: string; label: string }[]>([]);
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const set = (more: Partial<typeof draft.value>) => (draft.value = { ...draft.value, ...more });
  const now = draft.value;
  const left = new Set([...changes.value].filter(([, to]) => to === null).map(([day]) => day));
  const days = now.repeat ? monthlyDays(Number(now.day.slice(8)), now.day, now.until, left) : [];

  useEffect(() => {
    if (here === null) return;
    listGroups(here).then(
      (page) => {
        groups.value = page.items.map((one) => ({ value: one.id, label: one.name }));
        if (draft.value.group === '') set({ group: page.items[0]?.id ?? '' });
      },
      () => undefined,
    );
  }, [here]);

  function told() {
    return {
      title: now.title.trim(),
      matters: now.kind === 'general_meeting' ? now.matters : [],
      place: text(now.place),
      platform: text(now.platform),
      join_link: text(now.link),
      agenda: text(now.agenda),
      hours: Number(now.hours) || 0,
      private: now.private,
      host: text(now.host),
      recorder: text(now.recorder),
    };
  }

  async function save(): Promise<void> {
    if (now.title.trim() === '' || now.day === '') {
      refusal.value = word.missing;
      return;
    }
    busy.value = true;
    refusal.value = null;
    const starts_at = `${now.day}T${now.from}:00+08:00`;
    const ends_at = `${now.day}T${now.to}:00+08:00`;
    try {
      if (training !== null) {
        await changeTraining(training.id, training.version, { ...told(), starts_at, ends_at });
        say(word.changed);
        navigate(`/trainings/${training.id}`, true);
        return;
      }
      if (here === null) return;
      const first = { ...told(), organization_id: here, kind: now.kind, group_id: now.kind === 'group_meeting' ? now.group : null };
      if (now.repeat) {
        await planSeries({
          ...first,
          id: mintUuid(),
          every: 'month',
          on_day: Number(now.day.slice(8)),
          from_on: now.day,
          to_on: now.until,
          starts_time: now.from,
          minutes: minutesBetween(now.from, now.to),
          exceptions: [...changes.value].filter(([on]) => days.includes(on)).map(([on, moved_to]) => ({ on, moved_to })),
        });
        say(word.saved);
        (onPlanned ?? (() => navigate('/trainings', true)))();
        return;
      }
      const meeting: NewTraining = { ...first, id: mintUuid(), starts_at, ends_at };
      await handOver(hand, meeting, planTraining, word.saved);
      (onPlanned ?? (() => navigate(`/trainings/${meeting.id}`, true)))();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  if (training === null && here === null) return <p class="note">{chooseBranch}</p>;
  return (
    <div class="stack plan-form">
      <PageHead title={training === null ? word.titleNew : word.titleEdit} back={onBack ?? (() => goBack('/trainings'))} />
      {training === null && (
        <SelectField
          label={word.kind}
          value={now.kind}
          options={KINDS.map((value) => ({ value, label: kinds[value] }))}
          onValue={(value) => set({ kind: KINDS.find((one) => one === value) ?? 'theme_day' })}
        />
      )}
      {training === null && now.kind === 'group_meeting' && (
        <SelectField label={word.group} value={now.group} options={groups.value} onValue={(group) => set({ group })} />
      )}
      <TextField label={word.title} value={now.title} maxLength={200} onValue={(title) => set({ title })} />
      <TextField label={word.day} type="date" value={now.day} onValue={(day) => set({ day })} />
      <div class="meeting-pair even">
        <TimeField label={word.from} value={now.from} onValue={(from) => set({ from })} />
        <TimeField label={word.to} value={now.to} onValue={(to) => set({ to })} />
      </div>
      {training === null && (
        <Tick label={word.repeat} hint={word.repeatHint} checked={now.repeat} onChecked={(repeat) => set({ repeat })} />
      )}
      {now.repeat && (
        <>
          <TextField label={word.until} type="date" value={now.until} onValue={(until) => set({ until })} />
          <SeriesList days={days} changes={changes.value} onChanges={(next) => (changes.value = next)} />
        </>
      )}
      {now.kind === 'general_meeting' && (
        <fieldset class="field">
          <legend>{word.matters}</legend>
          <div class="row">
            {MATTERS.map((one) => (
              <Tick
                key={one}
                label={matterNames[one]}
                checked={now.matters.includes(one)}
                onChecked={(checked) =>
                  set({ matters: checked ? [...now.matters, one] : now.matters.filter((other) => other !== one) })
                }
              />
            ))}
          </div>
        </fieldset>
      )}
      <TextField label={word.place} optional value={now.place} maxLength={200} onValue={(place) => set({ place })} />
      <div class="meeting-pair">
        <TextField
          label={word.platform}
          hint={word.platformHint}
          optional
          value={now.platform}
          maxLength={100}
          onValue={(platform) => set({ platform })}
        />
        <TextField
          label={word.link}
          hint={word.linkHint}
          optional
          placeholder="https://"
          value={now.link}
          maxLength={1000}
          onValue={(link) => set({ link })}
        />
      </div>
      <TextArea label={word.agenda} optional value={now.agenda} maxLength={4000} onValue={(agenda) => set({ agenda })} />
      <div class="meeting-pair">
        <TextField label={word.host} optional value={now.host} maxLength={100} onValue={(host) => set({ host })} />
        <TextField label={word.recorder} optional value={now.recorder} maxLength={100} onValue={(recorder) => set({ recorder })} />
      </div>
      <TextField label={word.hours} inputMode="decimal" value={now.hours} onValue={(hours) => set({ hours })} />
      <Tick label={word.private} hint={word.privateHint} checked={now.private} onChecked={(value) => set({ private: value })} />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
      <div>
        <Button look="primary" busy={busy.value} onClick={() => void save()}>
          {training === null ? word.save : word.saveEdit}
        </Button>
      </div>
    </div>
  );
}

function TimeField({ label, value, onValue }: { label: string; value: string; onValue: (value: string) => void }) {
  return (
    <label class="field">
      <span class="time-label">{label}</span>
      <input class="input" type="time" value={value} onInput={(event) => onValue(event.currentTarget.value)} />
    </label>
  );
}

function minutesBetween(from: string, to: string): number {
  const [h1 = 0, m1 = 0] = from.split(':').map(Number);
  const [h2 = 0, m2 = 0] = to.split(':').map(Number);
  return Math.max(15, h2 * 60 + m2 - h1 * 60 - m1);
}
