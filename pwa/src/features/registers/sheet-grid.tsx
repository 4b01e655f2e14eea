import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { enterRows, readSheet, type PaperRow, type PaperSheet } from '../../api/registers';
import { mintUuid } from '../../offline/mint';
import { Problem } from '../../api/problem';
import { Button } from '../../ui/button';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack } from '../../ui/router';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { sheetsWords } from '../../words/sheets';
import { askedOf, gridOf, lacksOf, type Cells } from './sheet-books';
import { SheetRow } from './sheet-row';
import { useTyped } from './typed';

type Row = PaperSheet['rows'][number];
type Faults = Record<number, Record<string, string>>;

const MOST_AT_ONCE = 200;

/** One line for each row of the paper; what is there already stands still, so that nothing is typed twice. */
export function SheetGrid({ id }: { id: string }) {
  const word = sheetsWords.value;
  const load = useLoad(`sheet/${id}`, () => readSheet(id));
  const sheet = load.value;
  const title = sheet === undefined ? word.title : word.grid.title(word.books[sheet.book], sheet.code);
  return (
    <div class="registers stack">
      <PageHead title={title} back={() => goBack('/registers/sheets')} />
      {sheet === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {sheet === undefined && load.error === undefined && <Loading />}
      {sheet !== undefined && <Grid sheet={sheet} onSaved={load.reload} />}
    </div>
  );
}

function Grid({ sheet, onSaved }: { sheet: PaperSheet; onSaved: () => void }) {
  const { grid: word } = sheetsWords.value;
  const book = gridOf(sheet.book, word);
  const typed = useTyped(sheet.id);
  const wrong = useSignal<Faults>({});
  const busy = useSignal(false);
  const key = useSignal(mintUuid());
  const form = useRef<HTMLFormElement>(null);
  const above = book.columns.filter((column) => column.when === undefined);
  const left = sheet.rows.filter((row) => !row.entered).length;

  useEffect(() => {
    if (Object.keys(wrong.value).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong.value]);

  function put(number: number, cells: Cells): void {
    typed.value = { ...typed.value, [number]: { ...typed.value[number], ...cells } };
    if (wrong.value[number] === undefined) return;
    const { [number]: _mended, ...others } = wrong.value;
    wrong.value = others;
  }

  async function save(): Promise<void> {
    const touched = sheet.rows.filter(({ number, entered }) => !entered && isTouched(typed.value[number]));
    const filled = touched.slice(0, MOST_AT_ONCE);
    const lacks = filled.map((row): [number, Record<string, string>] => [
      row.number,
      lacksOf(book.columns, typed.value[row.number] ?? {}, row.member_id === null, word),
    ]);
    const faults = lacks.filter(([, said]) => Object.keys(said).length > 0);
    if (filled.length === 0 || faults.length > 0) {
      wrong.value = Object.fromEntries(faults);
      say(filled.length === 0 ? word.nothing : word.checkRows);
      return;
    }
    busy.value = true;
    wrong.value = {};
    try {
      await enterRows(sheet.id, filled.map(written), key.value);
      say(word.saved(filled.length));
      const saved = new Set(filled.map((row) => String(row.number)));
      typed.value = Object.fromEntries(Object.entries(typed.value).filter(([number]) => !saved.has(number)));
      onSaved();
    } catch (error) {
      if (error instanceof Problem) wrong.value = faultsOf(error, new Set(book.columns.map(({ name }) => name)));
      say(Object.keys(wrong.value).length > 0 ? word.checkRows : sentenceOf(error));
    }
    key.value = mintUuid();
    busy.value = false;
  }

  function written({ number, member_id }: Row): PaperRow {
    const cells = typed.value[number] ?? {};
    return {
      number,
      on: cells['on'] ?? '',
      ...(member_id === null ? { member_id: cells['member_id'] ?? null } : {}),
      ...book.write(askedOf(book.columns, cells)),
    };
  }

  return (
    <form
      ref={form}
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div>
        <p class="soft">
          {sheet.about_name !== null && `${sheet.about_name}　`}
          {word.left(left)}
        </p>
        {left > 0 && <p class="soft small grid-keys">{word.keys}</p>}
      </div>
      <div class="book-scroll">
        <table class="book-table grid">
          <thead>
            <tr>
              <th scope="col">{word.member}</th>
              <th scope="col">{word.on}</th>
              {above.map((column) => (
                <th key={column.name} scope="col">
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          {sheet.rows.map((row) => (
            <SheetRow
              key={row.number}
              row={row}
              columns={book.columns}
              beside={book.beside}
              people={sheet.people}
              cells={typed.value[row.number] ?? {}}
              wrong={wrong.value[row.number]}
              onTyped={(cells) => put(row.number, cells)}
            />
          ))}
        </table>
      </div>
      {left > 0 && (
        <div class="grid-save">
          <Button type="submit" look="primary" busy={busy.value}>
            {word.save}
          </Button>
        </div>
      )}
    </form>
  );
}

function isTouched(cells: Cells | undefined): boolean {
  return Object.values(cells ?? {}).some((value) => value.trim() !== '');
}

/** `rows.3.place` is about row 3; a sentence without a cell of its own stands beside the row's code. */
function faultsOf(problem: Problem, columns: Set<string>): Faults {
  const faults: Faults = {};
  for (const [path, [sentence]] of Object.entries(problem.errors)) {
    const [, number = '', name = ''] = path.split('.');
    const row = Number(number);
    const called = columns.has(name) ? name : (CALLED[name] ?? name);
    // The slice speaks of a box to tick; here a place is written.
    const told = name === 'place_code' ? sheetsWords.value.grid.needPlace : (sentence ?? '');
    if (number !== '' && Number.isInteger(row)) faults[row] = { ...faults[row], [called]: told };
  }
  return faults;
}

/** What the slices call the cells that the grid reads in words. */
const CALLED: Record<string, string> = {
  place_code: 'place',
  outcome: 'visit',
  money_cents: 'money',
  is_away: 'now',
};
