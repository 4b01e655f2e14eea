import { useRef } from 'preact/hooks';
import type { DuesGrid, DuesRow } from '../../api/types';
import { dateInWords } from '../../ui/dates';
import { Button } from '../../ui/button';
import { duesWords } from '../../words/dues';
import { markOf, mayChoose, openIn, quarterOf, yuanOf, type Chosen, type Mark } from './months';

interface DuesTableProps {
  grid: DuesGrid;
  months: string[];
  quarter: number;
  chosen: Chosen;
  keeps: boolean;
  decides: boolean;
  onChoose: (member: string, months: string[], wanted: boolean) => void;
  onTick: (rows: DuesRow[], wanted: boolean) => void;
  onAssess: (row: DuesRow) => void;
  onOpen: (row: DuesRow) => void;
}

const STEPS: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The grid itself: arrows move, space chooses, Enter opens; on a phone each member is a card with a strip of months. */
export function DuesTable(props: DuesTableProps) {
  const { grid, months, quarter, chosen, keeps, onTick } = props;
  const say = duesWords.value;
  const body = useRef<HTMLTableSectionElement>(null);
  const tickable = grid.items.filter((row) => openIn(row, months, quarter, grid.last_month).length > 0);
  const all = tickable.length > 0 && tickable.every((row) => isTicked(props, row));

  function move(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-at]') : null;
    if (step === undefined || cell === null) return;
    event.preventDefault();
    const [row = 0, column = 0] = (cell.dataset['at'] ?? '').split(':').map(Number);
    body.current?.querySelector<HTMLElement>(`[data-at="${row + step[0]}:${column + step[1]}"]`)?.focus();
  }

  return (
    <div class="dues-scroll">
      <table class="dues-table">
        <thead>
          <tr>
            {keeps && (
              <th scope="col" class="dues-tick">
                <input
                  type="checkbox"
                  aria-label={`${say.all} ${say.quarters[quarter]}`}
                  checked={all}
                  disabled={tickable.length === 0}
                  onChange={() => onTick(tickable, !all)}
                />
              </th>
            )}
            <th scope="col">{say.name}</th>
            <th scope="col">{say.amount}</th>
            {months.map((month) => (
              <th key={month} scope="col" class={quarterOf(month) === quarter ? 'dues-month here' : 'dues-month'}>
                {say.month(Number(month.slice(5)))}
              </th>
            ))}
            <th scope="col" class="dues-to">
              {say.paidTo}
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {grid.items.map((row, at) => (
            <Row key={row.member_id} {...props} row={row} at={at} picked={chosen.get(row.member_id)} onMove={move} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function isTicked({ grid, months, quarter, chosen }: DuesTableProps, row: DuesRow): boolean {
  const open = openIn(row, months, quarter, grid.last_month);
  const picked = chosen.get(row.member_id);
  return open.length > 0 && open.every((month) => picked?.has(month) === true);
}

interface RowProps extends DuesTableProps {
  row: DuesRow;
  at: number;
  picked: ReadonlySet<string> | undefined;
  onMove: (event: KeyboardEvent) => void;
}

function Row(props: RowProps) {
  const { row, at, picked, grid, months, quarter, keeps, decides, onTick, onChoose, onAssess, onOpen, onMove } =
    props;
  const say = duesWords.value;
  const amount = row.assessment === null ? null : yuanOf(row.assessment.monthly_fen);
  const open = openIn(row, months, quarter, grid.last_month);
  return (
    <tr>
      {keeps && (
        <td class="dues-tick">
          <input
            type="checkbox"
            aria-label={`${row.name} ${say.quarters[quarter]}`}
            checked={isTicked(props, row)}
            disabled={open.length === 0}
            onChange={(event) => onTick([row], event.currentTarget.checked)}
          />
        </td>
      )}
      <th scope="row">
        <button type="button" class="dues-name" onClick={() => onOpen(row)}>
          {row.name}
        </button>
      </th>
      <td class="dues-amount number">
        {decides ? (
          <Button look="quiet" aria-label={`${row.name} ${say.assess}`} onClick={() => onAssess(row)}>
            {amount ?? say.notSet}
          </Button>
        ) : (
          (amount ?? <span class="soft">{say.notSet}</span>)
        )}
      </td>
      {months.map((month, column) => {
        const mark = markOf(row, month, grid.last_month);
        const isChosen = picked?.has(month) === true;
        return (
          <td key={month} class={quarterOf(month) === quarter ? 'dues-month here' : 'dues-month'}>
            <button
              type="button"
              class={`dues-cell ${isChosen ? 'chosen' : mark}`}
              data-at={`${at}:${column}`}
              tabIndex={at === 0 && column === 0 ? 0 : -1}
              onKeyDown={onMove}
              aria-label={`${row.name} ${say.month(Number(month.slice(5)))} ${isChosen ? say.marks.chosen : say.marks[mark]}`}
              aria-pressed={mayChoose(mark) ? isChosen : undefined}
              onClick={() => {
                if (keeps && mayChoose(mark)) onChoose(row.member_id, [month], !isChosen);
                else if (mark === 'paid' || mark === 'waived') onOpen(row);
              }}
            >
              <Sign mark={isChosen ? 'chosen' : mark} />
            </button>
          </td>
        );
      })}
      <td class="dues-to number" data-label={say.paidTo}>
        {row.paid_to === null ? <span class="soft">{say.unknown}</span> : dateInWords(row.paid_to)}
      </td>
    </tr>
  );
}

/** A small sign for a month; the words stand in its label. */
export function Sign({ mark }: { mark: Mark | 'chosen' }) {
  if (mark === 'waived') return <span aria-hidden="true">免</span>;
  if (mark === 'known') return <i aria-hidden="true" class="dues-dot" />;
  if (mark !== 'paid' && mark !== 'chosen') return null;
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M3.5 8.5l3 3 6-7" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
