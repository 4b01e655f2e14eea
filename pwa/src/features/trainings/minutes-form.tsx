import { useSignal } from '@preact/signals';
import { closeTraining, writeMinutes, type Matter, type RollLine, type Training } from '../../api/trainings';
import { Button } from '../../ui/button';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { trainingsWords } from '../../words/trainings';
import { handOver, type Hand } from '../outbox/hand';

interface FormProps {
  training: Training;
  decides: boolean;
  /** Takes the closing, where it can be undone. */
  hand?: Hand<Record<string, never>> | undefined;
  onChanged: () => void;
}

export interface DraftResolution {
  text: string;
  matter: Matter | 'ordinary';
  /** Whom 接收 or 转正 is about; empty where the text says it. */
  member_id: string;
  for_count: string;
  against_count: string;
  abstained_count: string;
}

const TEXTS = ['host', 'recorder', 'guests', 'topics', 'content', 'page_of_book'] as const;
type TextName = (typeof TEXTS)[number];

/** The minutes while they are written; closing asks once. */
export function MinutesForm({ training, decides, hand, onChanged }: FormProps) {
  const word = trainingsWords.value.minutes;
  const { minutes } = training;
  const draft = useSignal<Record<TextName, string>>({
    host: minutes?.host ?? training.host ?? '',
    recorder: minutes?.recorder ?? training.recorder ?? '',
    guests: minutes?.guests ?? '',
    topics: minutes?.topics ?? training.agenda ?? '',
    content: minutes?.content ?? '',
    page_of_book: minutes?.page_of_book ?? '',
  });
  const hours = useSignal(String(minutes?.hours ?? training.hours));
  const resolutions = useSignal<DraftResolution[]>((minutes?.resolutions ?? []).map(asDraft));
  const touched = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const closing = useSignal(false);

  const set = (name: TextName) => (value: string) => {
    draft.value = { ...draft.value, [name]: value };
    touched.value = true;
  };

  async function save(): Promise<void> {
    busy.value = true;
    refusal.value = null;
    const texts = Object.fromEntries(TEXTS.map((name) => [name, draft.value[name].trim() || null]));
    try {
      await writeMinutes(training.id, minutes?.revision ?? 0, {
        ...texts,
        hours: Number(hours.value) || 0,
        resolutions: resolutions.value.filter((one) => one.text.trim() !== '').map(asInput),
      });
      touched.value = false;
      say(word.saved);
      onChanged();
    } catch (error) {
      refusal.value = sentenceOf(error);
    }
    busy.value = false;
  }

  async function close(): Promise<string | null> {
    await handOver(hand, {}, () => closeTraining(training.id), word.closed);
    closing.value = false;
    onChanged();
    return null;
  }

  return (
    <section class="stack">
      <h2>{word.title}</h2>
      <div class="meeting-pair">
        <TextField label={word.host} value={draft.value.host} maxLength={100} onValue={set('host')} />
        <TextField label={word.recorder} value={draft.value.recorder} maxLength={100} onValue={set('recorder')} />
      </div>
      <TextArea label={word.topics} value={draft.value.topics} onValue={set('topics')} />
      <TextArea label={word.content} value={draft.value.content} maxLength={20_000} onValue={set('content')} />
      <Resolutions
        rows={resolutions.value}
        members={training.members}
        onRows={(rows) => {
          resolutions.value = rows;
          touched.value = true;
        }}
      />
      <div class="meeting-pair">
        <TextField
          label={word.hours}
          inputMode="decimal"
          value={hours.value}
          onValue={(value) => {
            hours.value = value;
            touched.value = true;
          }}
        />
        <TextField label={word.guests} optional value={draft.value.guests} maxLength={500} onValue={set('guests')} />
      </div>
      <TextField
        label={word.page}
        hint={word.pageHint}
        optional
        value={draft.value.page_of_book}
        maxLength={60}
        onValue={set('page_of_book')}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
      <div class="row">
        <Button look={touched.value || minutes === null ? 'primary' : 'plain'} busy={busy.value} onClick={() => void save()}>
          {word.save}
        </Button>
        {decides && minutes !== null && (
          <Button
            look={touched.value ? 'plain' : 'primary'}
            onClick={() => {
              if (touched.value) say(word.unsaved);
              else closing.value = true;
            }}
          >
            {word.close}
          </Button>
        )}
        {!decides && <span class="soft small">{word.waits}</span>}
      </div>
      {closing.value && (
        <Sheet
          title={word.closeTitle}
          action={word.close}
          cancel={words.value.common.cancel}
          onConfirm={close}
          onClose={() => (closing.value = false)}
        >
          <p>{word.closeLead}</p>
        </Sheet>
      )}
    </section>
  );
}

interface ResolutionsProps {
  rows: DraftResolution[];
  members: RollLine[];
  onRows: (rows: DraftResolution[]) => void;
}

const ABOUT_ONE: ReadonlySet<string> = new Set(['admission', 'confirmation']);

export function Resolutions({ rows, members, onRows }: ResolutionsProps) {
  const { minutes: word, matters } = trainingsWords.value;
  function change(index: number, more: Partial<DraftResolution>): void {
    onRows(rows.map((row, at) => (at === index ? { ...row, ...more } : row)));
  }
  return (
    <fieldset class="stack tight">
      <legend class="meeting-legend">{word.resolutions}</legend>
      {rows.map((row, index) => (
        <div class="card stack tight" key={index}>
          <TextArea label={word.text} value={row.text} maxLength={1000} onValue={(text) => change(index, { text })} />
          <div class="meeting-votes">
            <SelectField
              label={word.matter}
              value={row.matter}
              options={(['ordinary', 'election', 'admission', 'confirmation'] as const).map((value) => ({
                value,
                label: matters[value],
              }))}
              onValue={(matter) => change(index, { matter: matter as DraftResolution['matter'] })}
            />
            {ABOUT_ONE.has(row.matter) && (
              <SelectField
                label={word.who}
                value={row.member_id}
                options={[
                  { value: '', label: word.whoInText },
                  ...members
                    .filter((one) => one.probationary || one.member_id === row.member_id)
                    .map((one) => ({ value: one.member_id, label: one.name })),
                ]}
                onValue={(member_id) => change(index, { member_id })}
              />
            )}
            {(['for', 'against', 'abstained'] as const).map((side) => (
              <TextField
                key={side}
                label={word[side]}
                inputMode="numeric"
                value={row[`${side}_count`]}
                onValue={(value) => change(index, { [`${side}_count`]: value.replace(/\D/g, '').slice(0, 4) })}
              />
            ))}
          </div>
          <Button look="quiet" onClick={() => onRows(rows.filter((_, at) => at !== index))}>
            {word.remove}
          </Button>
        </div>
      ))}
      <div>
        <Button
          icon="plus"
          onClick={() =>
            onRows([...rows, { text: '', matter: 'ordinary', member_id: '', for_count: '', against_count: '', abstained_count: '' }])
          }
        >
          {word.addResolution}
        </Button>
      </div>
    </fieldset>
  );
}

export function asDraft(one: NonNullable<Training['minutes']>['resolutions'][number]): DraftResolution {
  return {
    text: one.text,
    matter: one.matter,
    member_id: one.member_id ?? '',
    for_count: String(one.for_count),
    against_count: String(one.against_count),
    abstained_count: String(one.abstained_count),
  };
}

export function asInput(row: DraftResolution) {
  return {
    text: row.text.trim(),
    matter: row.matter,
    member_id: ABOUT_ONE.has(row.matter) && row.member_id !== '' ? row.member_id : null,
    for_count: Number(row.for_count),
    against_count: Number(row.against_count),
    abstained_count: Number(row.abstained_count),
  };
}
