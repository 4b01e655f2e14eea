import { signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { tableWords } from '../words/tables';
import { Button } from './button';
import './data-table.css';

export interface Column<T> {
  key: string;
  label: string;
  cell: (row: T) => ComponentChildren;
  /** What the column is sorted by; one without it keeps the list's own order. */
  sort?: (row: T) => string | number | null | undefined;
  /** The name of a row: it heads the row and is always shown. */
  heads?: boolean;
  /** Shown only where somebody chose it. */
  extra?: boolean;
}

interface DataTableProps<T> {
  /** What the choice is kept under on this device. */
  name: string;
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
}

interface Choice {
  shown: string[] | null;
  sort: { key: string; down: boolean } | null;
}

function readChoice(name: string): Choice {
  try {
    const kept = JSON.parse(localStorage.getItem(`lxq-table-${name}`) ?? 'null') as Partial<Choice> | null;
    return { shown: kept?.shown ?? null, sort: kept?.sort ?? null };
  } catch {
    return { shown: null, sort: null };
  }
}

function keepChoice(name: string, choice: Choice): void {
  try {
    localStorage.setItem(`lxq-table-${name}`, JSON.stringify(choice));
  } catch {
    // A private window keeps nothing; the choice holds until the page is left.
  }
}

const collator = signal(new Intl.Collator('zh-CN', { numeric: true }));

function compare(a: string | number | null | undefined, b: string | number | null | undefined): number {
  const noA = a === null || a === undefined || a === '';
  const noB = b === null || b === undefined || b === '';
  if (noA || noB) return Number(noA) - Number(noB);
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.value.compare(String(a), String(b));
}

/** A table whose columns and order somebody chooses; the choice stays on this device. On a phone its rows are cards. */
export function DataTable<T>({ name, caption, columns, rows, rowKey }: DataTableProps<T>) {
  const say = tableWords.value;
  const choice = useSignal(readChoice(name));
  const usual = columns.filter((column) => column.extra !== true).map((column) => column.key);
  const shown = choice.value.shown ?? usual;
  const visible = columns.filter((column) => column.heads === true || shown.includes(column.key));
  const { sort } = choice.value;
  const by = columns.find((column) => column.key === sort?.key)?.sort;
  const sorted = useMemo(
    () => (by === undefined ? rows : [...rows].sort((a, b) => compare(by(a), by(b)) * (sort?.down === true ? -1 : 1))),
    [rows, by, sort?.down],
  );

  function change(next: Partial<Choice>): void {
    choice.value = { ...choice.value, ...next };
    keepChoice(name, choice.value);
  }

  /** Up, down, and back to the list's own order. */
  function turn(key: string): void {
    if (sort?.key !== key) change({ sort: { key, down: false } });
    else change({ sort: sort.down ? null : { key, down: true } });
  }

  return (
    <div class="data-table">
      <div class="table-tools no-print">
        <details class="columns">
          <summary class="button quiet">{say.columns}</summary>
          <fieldset class="columns-list">
            <legend class="sr">{say.columns}</legend>
            {columns
              .filter((column) => column.heads !== true)
              .map((column) => (
                <label key={column.key} class="tick">
                  <input
                    type="checkbox"
                    checked={shown.includes(column.key)}
                    onChange={(event) =>
                      change({
                        shown: event.currentTarget.checked
                          ? [...shown, column.key]
                          : shown.filter((key) => key !== column.key),
                      })
                    }
                  />
                  <span>{column.label}</span>
                </label>
              ))}
            <Button look="quiet" onClick={() => change({ shown: null, sort: null })}>
              {say.usual}
            </Button>
          </fieldset>
        </details>
        <Button look="quiet" onClick={() => print()}>
          {say.print}
        </Button>
      </div>
      <div class="table-scroll">
        <table class="table">
          <caption class="sr">{caption}</caption>
          <thead>
            <tr>
              {visible.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  aria-sort={sort?.key === column.key ? (sort.down ? 'descending' : 'ascending') : undefined}
                >
                  {column.sort === undefined ? (
                    column.label
                  ) : (
                    <button type="button" class="sorter" onClick={() => turn(column.key)}>
                      {column.label}
                      <span aria-hidden="true">{sort?.key === column.key ? (sort.down ? '↓' : '↑') : ''}</span>
                    </button>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={rowKey(row)}>
                {visible.map((column) =>
                  column.heads === true ? (
                    <th key={column.key} scope="row" data-column={column.key}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} data-column={column.key}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
