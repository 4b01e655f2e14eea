import type { Rows } from '../../api/registers';

/** So wide that four letters of a title, and of what most columns hold, stand on one line; long texts on few. */
function roomFor({ title, width, long }: Rows['columns'][number], isName: boolean): number {
  if (long && !isName) return Math.min(width * 5, 25) + 1.5;
  return Math.max(width * 3.2 + 1.5, Math.min(title.length, 4) * 0.8125 + 1.6, width < 0.9 ? 0 : 5.3);
}

interface BookTableProps {
  rows: Rows;
  items: Rows['items'];
}

/** The columns as they print, with a header that stays; on a phone each row is a card with what is filled. */
export function BookTable({ rows, items }: BookTableProps) {
  const { columns } = rows;
  const named = columns.findIndex((column) => /姓名|报告人|流动党员|名称/.test(column.title));
  return (
    <div class="book-scroll" role="region" tabIndex={0} aria-label={rows.title}>
      <table class="book-table">
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th
                key={column.title}
                scope="col"
                class={column.long ? 'long' : undefined}
                style={{ minWidth: `${roomFor(column, at === named)}rem` }}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.key}>
              {item.cells.map((cell, at) => {
                const column = columns[at];
                const kind = at === named ? 'named' : at === 0 ? 'ordinal' : cell === '' ? 'bare' : undefined;
                const look = [kind, column?.long === true ? 'long' : ''].filter(Boolean).join(' ');
                return (
                  <td key={column?.title} class={look === '' ? undefined : look} data-title={column?.title}>
                    {at === named && item.member_id !== null ? <a href={`/members/${item.member_id}`}>{cell}</a> : cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
