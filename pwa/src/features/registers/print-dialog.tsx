import { useSignal } from '@preact/signals';
import { listPrints, printBook, printFile, readPrint, type Book, type PrintOrder } from '../../api/registers';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { ChoiceField, Tick } from '../../ui/choice';
import { dateInWords } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { useLoad } from '../../ui/load';
import { saveFile } from '../../ui/save-file';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { registersWords } from '../../words/registers';
import { worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { PurposeField } from './purpose-field';
import type { Period } from './period';

interface PrintDialogProps {
  book: Book;
  place: string;
  placeName: string;
  isBranch: boolean;
  period: Period;
  filter: string | undefined;
  knownAt: string | undefined;
  onClose: () => void;
}

/** What a print needs to be told: the form, what for, and what stands uncovered. */
export function PrintDialog({ book, place, placeName, isBranch, period, filter, knownAt, onClose }: PrintDialogProps) {
  const { printing: word } = registersWords.value;
  const form = useSignal<PrintOrder['form']>('pdf');
  const purpose = useSignal(word.purposes[0] ?? '');
  const phones = useSignal(true);
  const idNumbers = useSignal(false);
  const edition = useSignal(false);
  const scope = useSignal('whole');
  const busy = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const key = useSignal(mintUuid());
  const mayReveal = me.value !== null && worksForBranch(me.value);
  const hasIdNumbers = book.columns.includes('公民身份号码');
  const last = useLoad(`last/${place}/${book.key}`, () => listPrints(place, { book: book.key }));
  // What leaves nothing out says so by the first choice of all, or by nothing where it is older than the filters.
  const whole = book.choices[0]?.choices[0];
  const before =
    book.grows && isBranch
      ? last.value?.items.find(
          (one) =>
            one.form === 'pdf' &&
            one.from_on >= period.from &&
            one.to_on <= period.to &&
            (one.filter ?? whole) === (filter ?? whole),
        )
      : undefined;
  const goesOn = scope.value === 'on' && before !== undefined && form.value === 'pdf';

  async function submit(): Promise<void> {
    if (purpose.value.trim() === '') {
      problem.value = word.needPurpose;
      return;
    }
    busy.value = true;
    try {
      const receipt = await printBook(
        {
          organization_id: place,
          book: book.key,
          form: form.value,
          from_on: goesOn ? before.from_on : period.from,
          to_on: period.to,
          filter: filter ?? null,
          known_at: knownAt ?? null,
          purpose: purpose.value.trim(),
          phones: mayReveal ? phones.value : null,
          id_numbers: mayReveal && hasIdNumbers && idNumbers.value,
          edition: form.value === 'pdf' && edition.value,
          continues_id: goesOn ? before.id : null,
        },
        key.value,
      );
      const [kept, content] = await Promise.all([readPrint(receipt.id), printFile(receipt.id)]);
      saveFile(content, `${placeName}${book.title}${period.from}.${form.value}`);
      say(word.done(kept.code));
      onClose();
    } catch (error) {
      problem.value = sentenceOf(error);
      key.value = mintUuid();
    }
    busy.value = false;
  }

  return (
    <Dialog
      title={word.title(book.title)}
      onClose={onClose}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {words.value.common.cancel}
          </Button>
          <Button look="primary" busy={busy.value} onClick={() => void submit()}>
            {word.submit}
          </Button>
        </>
      }
    >
      <ChoiceField
        label={word.form}
        value={form.value}
        options={(['pdf', 'xlsx', 'csv'] as const).map((value) => ({ value, label: word.forms[value] }))}
        onValue={(value) => (form.value = value as PrintOrder['form'])}
      />
      {knownAt !== undefined && <p class="soft small">{registersWords.value.untilThen(dateInWords(knownAt.slice(0, 10)))}</p>}
      <PurposeField value={purpose.value} onValue={(value) => (purpose.value = value)} />
      {before !== undefined && form.value === 'pdf' && (
        <ChoiceField
          label={word.scope}
          value={scope.value}
          options={[
            { value: 'whole', label: word.whole },
            {
              value: 'on',
              label: word.goOn(before.first_row + before.row_count, before.first_page + before.page_count),
            },
          ]}
          onValue={(value) => (scope.value = value)}
        />
      )}
      {mayReveal ? (
        <div class="stack tight">
          <Tick
            label={word.phones}
            hint={word.phonesHint}
            checked={phones.value}
            onChecked={(checked) => (phones.value = checked)}
          />
          {hasIdNumbers ? (
            <Tick label={word.idNumbers} checked={idNumbers.value} onChecked={(checked) => (idNumbers.value = checked)} />
          ) : null}
          {form.value === 'pdf' && (
            <Tick
              label={word.edition}
              hint={word.editionHint}
              checked={edition.value}
              onChecked={(checked) => (edition.value = checked)}
            />
          )}
        </div>
      ) : (
        <p class="soft small">{word.covered}</p>
      )}
      {problem.value !== undefined && (
        <p class="error" role="alert">
          {problem.value}
        </p>
      )}
    </Dialog>
  );
}

