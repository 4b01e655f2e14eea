import type { PaperSheet } from '../../api/registers';
import { today } from '../../ui/dates';
import { language } from '../../words/language';
import { sheetsWords } from '../../words/sheets';
import { moveByKey } from './move';
import type { Cells, Column } from './sheet-books';

interface SheetRowProps {
  row: PaperSheet['rows'][number];
  columns: Column[];
  beside: string | undefined;
  people: PaperSheet['people'];
  cells: Cells;
  wrong: Record<string, string> | undefined;
  onTyped: (cells: Cells) => void;
}

/** A row of the paper: its own line, and below it what this row asks beside. */
export function SheetRow({ row, columns, beside, people, cells, wrong = {}, onTyped }: SheetRowProps) {
  const { grid: word } = sheetsWords.value;
  const above = columns.filter((column) => column.when === undefined);
  if (row.entered) {
    return (
      <tbody class="done">
        <tr>
          <td class="who">
            {row.member_name}
            <span class="code number">{row.code}</span>
          </td>
          <td colSpan={above.length + 1}>{word.done}</td>
        </tr>
      </tbody>
    );
  }
  const full = fullOf(columns, cells);
  const below = columns.filter((column) => column.when?.(full) === true);
  const on: Column = { name: 'on', title: word.on, kind: 'day' };
  const member: Column = { name: 'member_id', title: word.member, kind: 'person', hint: word.pick };
  const asked = new Set(['on', ...(row.member_id === null ? ['member_id'] : []), ...[...above, ...below].map(({ name }) => name)]);
  const stray = Object.entries(wrong).filter(([name]) => !asked.has(name));
  const cell = (column: Column) => (
    <Cell
      column={column}
      label={`${row.code} ${column.title}`}
      value={cells[column.name] ?? column.first ?? ''}
      wrong={wrong[column.name]}
      people={people}
      onValue={(value) => onTyped({ [column.name]: value })}
    />
  );
  return (
    <tbody class={cells['on'] ? undefined : 'waiting'}>
      <tr class={below.length > 0 ? 'open' : undefined}>
        <td class="who">
          {row.member_name ?? cell(member)}
          <span class="code number">{row.code}</span>
          {stray.map(([name, sentence]) => (
            <span key={name} class="error" role="alert">
              {sentence}
            </span>
          ))}
        </td>
        <td data-title={word.on} class="when">
          {cell(on)}
        </td>
        {above.map((column) => (
          <td key={column.name} data-title={column.title} class={column.long === true ? 'long' : undefined}>
            {cell(column)}
          </td>
        ))}
      </tr>
      {below.length > 0 && (
        <tr class="further">
          <td colSpan={above.length + 2}>
            {row.beside !== null && (
              <p class="printed">
                {beside}：{row.beside}
              </p>
            )}
            <div class="further-cells">
              {below.map((column) => (
                <label key={column.name} class={column.long === true ? 'long' : undefined}>
                  <span>{column.title}</span>
                  {cell(column)}
                </label>
              ))}
            </div>
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** What a choice is before anybody chooses counts for what else is asked. */
function fullOf(columns: Column[], cells: Cells): Cells {
  const first = columns.flatMap(({ name, first: usual }) => (usual === undefined ? [] : [[name, usual]]));
  return { ...(Object.fromEntries(first) as Cells), ...cells };
}

interface CellProps {
  column: Column;
  label: string;
  value: string;
  wrong: string | undefined;
  people: PaperSheet['people'];
  onValue: (value: string) => void;
}

function Cell({ column, label, value, wrong, people, onValue }: CellProps) {
  const shared = {
    class: 'input',
    'aria-label': label,
    'aria-invalid': wrong !== undefined,
    'data-column': column.name,
    onKeyDown: moveByKey,
    value,
  };
  return (
    <>
      {column.kind === 'choice' || column.kind === 'person' ? (
        <select {...shared} onChange={(event) => onValue(event.currentTarget.value)}>
          {column.first === undefined && <option value="">{column.hint ?? sheetsWords.value.grid.none}</option>}
          {optionsOf(column, people).map(([name, said]) => (
            <option key={name} value={name}>
              {said}
            </option>
          ))}
        </select>
      ) : (
        <input {...shared} {...nativeOf(column)} onInput={(event) => onValue(event.currentTarget.value)} />
      )}
      {wrong !== undefined && (
        <span class="error" role="alert">
          {wrong}
        </span>
      )}
    </>
  );
}

/** People are found by the letters of their names, too. */
function optionsOf(column: Column, people: PaperSheet['people']): [string, string][] {
  if (column.kind === 'choice') return Object.entries(column.words ?? {});
  const said = language.value === 'en' ? [] : ['initials' as const];
  return people.map((person) => [person.member_id, [...said.map((letters) => person[letters]), person.name].join(' ')]);
}

const FIRST_DAY = '1950-01-01';
const LAST_DAY = '2099-12-31';

/** With bounds, the year takes four digits and the caret goes on by itself. */
function nativeOf(column: Column) {
  switch (column.kind) {
    case 'day':
      return { type: 'date' as const, min: FIRST_DAY, max: column.ahead === true ? LAST_DAY : today() };
    case 'month':
      return { type: 'month' as const, min: FIRST_DAY.slice(0, 7), max: LAST_DAY.slice(0, 7) };
    case 'money':
      return { type: 'text' as const, inputMode: 'decimal' as const, maxLength: 10 };
    default:
      return { type: 'text' as const, maxLength: column.most, placeholder: column.hint };
  }
}
