import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, expect, test } from 'vitest';
import { DataTable, type Column } from './data-table';

interface Row {
  id: string;
  name: string;
  job: string | null;
}

const ROWS: Row[] = [
  { id: 'b', name: '李守田', job: null },
  { id: 'a', name: '陈远', job: '瓦工' },
  { id: 'c', name: '周书兰', job: '教师' },
];
const COLUMNS: Column<Row>[] = [
  { key: 'name', label: '姓名', heads: true, sort: (row) => row.name, cell: (row) => row.name },
  { key: 'job', label: '职业', sort: (row) => row.job, cell: (row) => row.job },
  { key: 'id', label: '编号', extra: true, cell: (row) => row.id },
];

function show(): HTMLElement {
  const place = document.createElement('div');
  document.body.append(place);
  act(() => render(<DataTable name="people" caption="党员" columns={COLUMNS} rows={ROWS} rowKey={(row) => row.id} />, place));
  return place;
}

const names = (place: HTMLElement): (string | null)[] => [...place.querySelectorAll('tbody th')].map((cell) => cell.textContent);
const heads = (place: HTMLElement): (string | null)[] => [...place.querySelectorAll('thead th')].map((cell) => cell.textContent);

function press(place: HTMLElement, label: string): void {
  const button = [...place.querySelectorAll<HTMLButtonElement>('.sorter')].find((one) => one.textContent?.startsWith(label));
  act(() => button?.click());
}

beforeEach(() => {
  localStorage.clear();
  document.body.replaceChildren();
});

test('a column sorts up, down, and back to the order of the list; what is empty stays last on the way up', () => {
  const place = show();
  expect(names(place)).toEqual(['李守田', '陈远', '周书兰']);
  press(place, '职业');
  expect(names(place)[2]).toBe('李守田');
  press(place, '职业');
  press(place, '职业');
  expect(names(place)).toEqual(['李守田', '陈远', '周书兰']);
});

test('columns and order are kept on this device', () => {
  const place = show();
  press(place, '姓名');
  const order = names(place);
  const extra = [...place.querySelectorAll<HTMLInputElement>('.columns-list input')][1];
  act(() => extra?.click());
  expect(heads(place).map((head) => head?.replace(/[↑↓]/, ''))).toEqual(['姓名', '职业', '编号']);
  const again = show();
  expect(names(again)).toEqual(order);
  expect(heads(again)).toHaveLength(3);
});

test('what is kept and cannot be read does no harm', () => {
  localStorage.setItem('lxq-table-people', '{');
  expect(names(show())).toHaveLength(3);
});
