import type { ComponentChildren } from 'preact';
import type { ContactCalendar, ContactMonth } from '../../api/types';
import { contactsWords } from '../../words/contacts';

const CELL = 24;
const LABEL = 62;
const HEAD = 22;
const GAP = 3;

/** Rows that stay even where nothing was noted: what people expect to find. */
const ALWAYS = new Set(['phone', 'wechat', 'video']);

type Cell = ContactMonth['cells'][number];

/**
 * A member's year, 12 months × ways: a full square says reached, a hollow one tried. What was not done is simply blank:
 * a past period is never shown as a gap. Words for screen readers stand beside the picture, month by month.
 */
export function CalendarPicture({ calendar }: { calendar: ContactCalendar }) {
  const say = contactsWords.value;
  const rows = calendar.keys.filter((key) => key !== 'any' && (ALWAYS.has(key) || hasSomething(calendar, key)));
  const checkIns = calendar.months.some((month) => month.check_ins > 0);
  const width = LABEL + 12 * CELL;
  const height = HEAD + (rows.length + (checkIns ? 1 : 0)) * CELL;
  return (
    <figure class="calendar">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say.summary(calendar.year)}>
        {calendar.months.map((month, index) => (
          <MonthColumn key={month.month} month={month} x={LABEL + index * CELL} height={height} calendar={calendar} />
        ))}
        {rows.map((key, row) => (
          <Row key={key} label={say.keys[key] ?? key} y={HEAD + row * CELL}>
            {calendar.months.map((month, index) => (
              <Square key={month.month} cell={cellOf(month, key)} x={LABEL + index * CELL} y={HEAD + row * CELL} />
            ))}
          </Row>
        ))}
        {checkIns && (
          <Row label={say.keys['check_in'] ?? ''} y={HEAD + rows.length * CELL}>
            {calendar.months.map((month, index) => (
              <Square
                key={month.month}
                cell={{ reached: month.check_ins, attempts: 0 }}
                x={LABEL + index * CELL}
                y={HEAD + rows.length * CELL}
                round
              />
            ))}
          </Row>
        )}
      </svg>
      <figcaption class="calendar-legend soft small" aria-hidden="true">
        <span class="legend-reached">{say.legend.reached}</span>
        <span class="legend-tried">{say.legend.attempts}</span>
        {calendar.months.some((month) => !month.away) && <span class="legend-home">{say.legend.home}</span>}
        {calendar.months.some((month) => month.paused) && <span class="legend-paused">{say.legend.paused}</span>}
      </figcaption>
      <ul class="sr">
        {calendar.months.map((month) => (
          <li key={month.month}>{monthInWords(month, rows)}</li>
        ))}
      </ul>
    </figure>
  );
}

function hasSomething(calendar: ContactCalendar, key: string): boolean {
  return calendar.months.some((month) => {
    const cell = cellOf(month, key);
    return cell !== undefined && cell.reached + cell.attempts > 0;
  });
}

function cellOf(month: ContactMonth, key: string): Cell | undefined {
  return month.cells.find((cell) => cell.key === key);
}

function monthInWords(month: ContactMonth, rows: string[]): string {
  const say = contactsWords.value;
  const told = rows.flatMap((key) => {
    const cell = cellOf(month, key);
    return cell === undefined || cell.reached + cell.attempts === 0
      ? []
      : [say.cell(say.keys[key] ?? key, cell.reached, cell.attempts)];
  });
  if (month.check_ins > 0) told.push(say.cell(say.keys['check_in'] ?? '', month.check_ins, 0));
  const where = month.paused ? say.monthPaused : month.away ? say.monthAway : say.monthHome;
  return `${say.monthOf(month.month)} ${where} ${told.length === 0 ? say.monthNothing : told.join(' ')}`;
}

interface MonthColumnProps {
  month: ContactMonth;
  x: number;
  height: number;
  calendar: ContactCalendar;
}

function MonthColumn({ month, x, height, calendar }: MonthColumnProps) {
  const say = contactsWords.value;
  const now = `${calendar.year}-${String(month.month).padStart(2, '0')}` === calendar.today.slice(0, 7);
  const kind = month.paused ? 'paused' : month.away ? 'away' : 'home';
  return (
    <>
      <rect class={`calendar-month ${kind}`} x={x + 1} y={HEAD} width={CELL - 2} height={height - HEAD} rx="4" />
      <text class={now ? 'calendar-head now' : 'calendar-head'} x={x + CELL / 2} y={HEAD - 8} text-anchor="middle">
        {say.months[month.month - 1]}
      </text>
    </>
  );
}

function Row({ label, y, children }: { label: string; y: number; children: ComponentChildren }) {
  return (
    <>
      <text class="calendar-label" x="0" y={y + CELL / 2 + 4}>
        {label}
      </text>
      {children}
    </>
  );
}

interface SquareProps {
  cell: { reached: number; attempts: number } | undefined;
  x: number;
  y: number;
  round?: boolean;
}

function Square({ cell, x, y, round = false }: SquareProps) {
  if (cell === undefined || cell.reached + cell.attempts === 0) return null;
  const side = CELL - 2 * GAP;
  const middle = { x: x + CELL / 2, y: y + CELL / 2 };
  return (
    <>
      <rect
        class={cell.reached > 0 ? 'calendar-cell reached' : 'calendar-cell tried'}
        x={x + GAP}
        y={y + GAP}
        width={side}
        height={side}
        rx={round ? side / 2 : 4}
      />
      {cell.reached > 1 && (
        <text class="calendar-count" x={middle.x} y={middle.y + 4} text-anchor="middle">
          {cell.reached}
        </text>
      )}
    </>
  );
}
