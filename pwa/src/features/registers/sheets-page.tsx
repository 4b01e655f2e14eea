import { useSignal } from '@preact/signals';
import { issueSheet, listSheets, sheetFile } from '../../api/registers';
import { mintUuid } from '../../offline/mint';
import { Button, LinkButton } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { momentInWords } from '../../ui/dates';
import { SelectField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack, type RouteProps } from '../../ui/router';
import { saveFile } from '../../ui/save-file';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { sheetsWords } from '../../words/sheets';
import { branch } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { SHEET_BOOKS, type SheetBook } from './sheet-books';
import { SheetGrid } from './sheet-grid';
import './registers.css';

const ROWS_EACH = ['0', '1', '2', '3', '4'];
const BLANK_ROWS = ['0', '2', '6', '12', '24'];
/** How many wholly blank rows are usual; where each member has one row, whoever was forgotten needs few. */
const USUALLY_BLANK: Record<SheetBook, string> = { screenings: '0', reports: '6', contacts: '6', visits: '6' };
const SOME_EACH: ReadonlySet<SheetBook> = new Set(['reports', 'contacts']);

/** Blank sheets for a branch without phones, and the grid in which they come back. */
export default function SheetsPage({ params }: RouteProps) {
  const id = params['id'];
  return id === undefined ? <SheetList /> : <SheetGrid key={id} id={id} />;
}

function SheetList() {
  const word = sheetsWords.value;
  const here = branch.value;
  return (
    <div class="registers stack wide">
      <PageHead title={word.title} back={() => goBack('/registers')} />
      <section class="stack">
        <p class="soft">{word.lead}</p>
        <WorkplaceChoice />
      </section>
      {here === null ? <Empty icon="table" title={word.branchOnly} /> : <OfBranch key={here.id} place={here.id} />}
    </div>
  );
}

function OfBranch({ place }: { place: string }) {
  const word = sheetsWords.value;
  const load = useLoad(`sheets/${place}`, () => listSheets(place));
  const book = useSignal<SheetBook>('contacts');
  const each = useSignal('2');
  const blank = useSignal('6');
  const busy = useSignal(false);

  async function issue(): Promise<void> {
    busy.value = true;
    try {
      const receipt = await issueSheet(
        {
          organization_id: place,
          book: book.value,
          rows_each: Number(each.value),
          blank_rows: Number(blank.value),
        },
        mintUuid(),
      );
      await fetchSheet(receipt.id, book.value);
      load.reload();
    } catch (error) {
      say(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <>
      <section class="card stack narrow">
        <ChoiceField
          label={word.book}
          value={book.value}
          hint={word.about[book.value]}
          options={SHEET_BOOKS.map((value) => ({ value, label: word.books[value] }))}
          onValue={(value) => {
            book.value = value as SheetBook;
            blank.value = USUALLY_BLANK[book.value];
          }}
        />
        <div class="book-choices">
          {SOME_EACH.has(book.value) && (
            <SelectField
              label={word.each}
              value={each.value}
              options={ROWS_EACH.map((value) => ({ value, label: value }))}
              onValue={(value) => (each.value = value)}
            />
          )}
          <SelectField
            label={word.blank}
            value={blank.value}
            options={BLANK_ROWS.map((value) => ({ value, label: value }))}
            onValue={(value) => (blank.value = value)}
          />
        </div>
        <div>
          <Button look="primary" busy={busy.value} onClick={() => void issue()}>
            {word.issue}
          </Button>
        </div>
      </section>
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value?.length === 0 && <p class="soft">{word.none}</p>}
      {load.value !== undefined && load.value.length > 0 && (
        <ul class="entries">
          {load.value.map((sheet) => (
            <li class="print-line" key={sheet.id}>
              <div>
                <strong>{word.books[sheet.book]}</strong> {sheet.about_name}{' '}
                <span class="number soft">{word.code(sheet.code)}</span>
                <p class="soft small">{momentInWords(sheet.created_at)}</p>
                <p class="soft small">{word.entered(sheet.entered, sheet.row_count)}</p>
              </div>
              <div class="row">
                <Button look="quiet" icon="download" onClick={() => void fetchSheet(sheet.id, sheet.book)}>
                  {word.file}
                </Button>
                <LinkButton href={`/registers/sheets/${sheet.id}`}>{word.open}</LinkButton>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

async function fetchSheet(id: string, book: SheetBook): Promise<void> {
  const word = sheetsWords.value;
  try {
    saveFile(await sheetFile(id), `${word.books[book]} ${word.title}.pdf`);
  } catch (error) {
    say(sentenceOf(error));
  }
}
