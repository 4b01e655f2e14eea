import { useSignal } from '@preact/signals';
import { listMembers } from '../../api/members';
import { enterRows, readSheet, type PaperRow, type PaperSheet } from '../../api/registers';
import type { Member } from '../../api/types';
import { mintUuid } from '../../offline/mint';
import { Problem } from '../../api/problem';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack } from '../../ui/router';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { registersWords } from '../../words/registers';

type Typed = Partial<Omit<PaperRow, 'number'>>;

/** One line for each row of the paper; what is there already stands still, so that nothing is typed twice. */
export function SheetGrid({ id }: { id: string }) {
  const { sheets } = registersWords.value;
  const word = sheets.grid;
  const load = useLoad(`sheet/${id}`, () => readSheet(id));
  const sheet = load.value;
  const place = sheet?.organization_id;
  const members = useLoad(`sheet-members/${place ?? ''}`, () =>
    place === undefined ? Promise.resolve([]) : everybodyOf(place),
  );
  const typed = useSignal<Record<number, Typed>>({});
  const wrong = useSignal<Record<number, string>>({});
  const busy = useSignal(false);
  const key = useSignal(mintUuid());

  function put(number: number, told: Typed): void {
    typed.value = { ...typed.value, [number]: { ...typed.value[number], ...told } };
  }

  async function save(rows: PaperSheet['rows']): Promise<void> {
    const filled = rows.filter((row) => !row.entered && (typed.value[row.number]?.on ?? '') !== '');
    if (filled.length === 0) {
      say(word.nothing);
      return;
    }
    busy.value = true;
    wrong.value = {};
    try {
      const body = filled.map((row) => ({ ...typed.value[row.number], number: row.number }) as PaperRow);
      await enterRows(id, body, key.value);
      say(word.saved(filled.length));
      typed.value = {};
      load.reload();
    } catch (error) {
      if (error instanceof Problem) {
        wrong.value = Object.fromEntries(
          Object.entries(error.errors).map(([path, [sentence]]) => [Number(path.split('.')[1]), sentence ?? '']),
        );
      }
      say(sentenceOf(error));
    }
    key.value = mintUuid();
    busy.value = false;
  }

  return (
    <div class="registers stack">
      <PageHead title={sheet === undefined ? sheets.title : word.title(sheet.code)} back={() => goBack('/registers/sheets')} />
      {sheet === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {sheet === undefined && load.error === undefined && <Loading />}
      {sheet !== undefined && (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void save(sheet.rows);
          }}
        >
          <div class="book-scroll">
            <table class="book-table grid">
              <thead>
                <tr>
                  {headOf(sheet.book, word).map((title) => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sheet.rows.map((row) => (
                  <GridRow
                    key={row.number}
                    row={row}
                    book={sheet.book}
                    members={members.value ?? []}
                    typed={typed.value[row.number] ?? {}}
                    wrong={wrong.value[row.number]}
                    onTyped={(told) => put(row.number, told)}
                  />
                ))}
              </tbody>
            </table>
          </div>
          <div class="grid-save">
            <Button type="submit" look="primary" busy={busy.value}>
              {word.save}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}

type GridWords = typeof registersWords.value.sheets.grid;

function headOf(book: PaperSheet['book'], word: GridWords): string[] {
  return book === 'contacts'
    ? [word.row, word.member, word.on, word.way, word.whom, word.outcome, word.note]
    : [word.row, word.member, word.on, word.kind, word.day, word.employer, word.note];
}

async function everybodyOf(place: string): Promise<Member[]> {
  const found: Member[] = [];
  let cursor: string | undefined;
  do {
    const page = await listMembers({ organization_id: place, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

interface GridRowProps {
  row: PaperSheet['rows'][number];
  book: PaperSheet['book'];
  members: Member[];
  typed: Typed;
  wrong: string | undefined;
  onTyped: (told: Typed) => void;
}

function GridRow({ row, book, members, typed, wrong, onTyped }: GridRowProps) {
  const { grid: word } = registersWords.value.sheets;
  if (row.entered) {
    return (
      <tr class="done">
        <td class="number">{row.code}</td>
        <td>{row.member_name}</td>
        <td colSpan={5} class="soft">
          {word.done}
        </td>
      </tr>
    );
  }
  const label = (title: string) => `${row.code} ${title}`;
  return (
    <tr>
      <td class="number">
        {row.code}
        {wrong !== undefined && (
          <span class="error" role="alert">
            {wrong}
          </span>
        )}
      </td>
      <td data-title={word.member}>
        {row.member_name ?? (
          <select
            class="input"
            aria-label={label(word.member)}
            value={typed.member_id ?? ''}
            onChange={(event) => onTyped({ member_id: event.currentTarget.value || null })}
          >
            <option value="">{word.pick}</option>
            {members.map((member) => (
              <option key={member.id} value={member.id}>
                {member.name}
              </option>
            ))}
          </select>
        )}
      </td>
      <td data-title={word.on}>
        <input
          class="input"
          type="date"
          max={today()}
          aria-label={label(word.on)}
          value={typed.on ?? ''}
          onInput={(event) => onTyped({ on: event.currentTarget.value })}
        />
      </td>
      {book === 'contacts' ? (
        <>
          <Pick title={word.way} label={label} words={word.ways} value={typed.way ?? 'phone'} onValue={(way) => onTyped({ way })} />
          <Pick
            title={word.whom}
            label={label}
            words={word.whoms}
            value={typed.with_whom ?? 'self'}
            onValue={(whom) => onTyped({ with_whom: whom })}
          />
          <Pick
            title={word.outcome}
            label={label}
            words={word.outcomes}
            value={typed.outcome ?? 'reached'}
            onValue={(outcome) => onTyped({ outcome })}
          />
        </>
      ) : (
        <>
          <Pick
            title={word.kind}
            label={label}
            words={word.kinds}
            value={typed.kind ?? 'check_in'}
            onValue={(kind) => onTyped({ kind })}
          />
          <td data-title={word.day}>
            <input
              class="input"
              type="date"
              aria-label={label(word.day)}
              value={(typed.kind === 'return' ? typed.returned_on : typed.departed_on) ?? ''}
              disabled={typed.kind !== 'departure' && typed.kind !== 'return'}
              onInput={({ currentTarget: { value } }) =>
                onTyped(typed.kind === 'return' ? { returned_on: value || null } : { departed_on: value || null })
              }
            />
          </td>
          <td data-title={word.employer}>
            <input
              class="input"
              maxLength={200}
              aria-label={label(word.employer)}
              value={typed.employer ?? ''}
              onInput={(event) => onTyped({ employer: event.currentTarget.value || null })}
            />
          </td>
        </>
      )}
      <td class="long" data-title={word.note}>
        <input
          class="input"
          maxLength={1000}
          aria-label={label(word.note)}
          value={typed.note ?? ''}
          onInput={(event) => onTyped({ note: event.currentTarget.value || null })}
        />
      </td>
    </tr>
  );
}

interface PickProps<V extends string> {
  title: string;
  label: (title: string) => string;
  words: Record<V, string>;
  value: V;
  onValue: (value: V) => void;
}

function Pick<V extends string>({ title, label, words, value, onValue }: PickProps<V>) {
  return (
    <td data-title={title}>
      <select
        class="input"
        aria-label={label(title)}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value as V)}
      >
        {(Object.entries(words) as [V, string][]).map(([name, said]) => (
          <option key={name} value={name}>
            {said}
          </option>
        ))}
      </select>
    </td>
  );
}
