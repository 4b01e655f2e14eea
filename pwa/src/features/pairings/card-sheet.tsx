import type { ContactCard } from '../../api/pairings';
import { pairingsWords } from '../../words/pairings';

interface Entry {
  entry_address: string;
  entry_code: string[];
}

/** One card as it is printed: branch, whom to call, and 变动请报告. No ID number. */
export function CardSheet({ card, entry }: { card: ContactCard; entry: Entry }) {
  const { card: words } = pairingsWords.value;
  return (
    <article class="contact-card">
      <header>
        <p>{words.title}</p>
        <h2>{card.name}</h2>
        <p>{card.branch_name}</p>
      </header>
      <dl>
        {card.liaisons.length === 0 && <Line role={words.liaison} name={words.nobody} phone={null} />}
        {card.liaisons.map((one) => (
          <Line
            key={one.person_id}
            role={one.kind === 'away' ? words.liaisonAway : words.liaison}
            name={one.name}
            phone={one.phone}
          />
        ))}
        {card.secretary !== null && (
          <Line role={words.secretary} name={card.secretary.name} phone={card.secretary.phone} />
        )}
        {card.office_phone !== null && (
          <Line role={words.office} name={card.office_name ?? ''} phone={card.office_phone} />
        )}
      </dl>
      <footer>
        <p>
          <strong>{words.report}</strong>
          <br />
          {card.sentence}
        </p>
        <figure>
          <Code rows={entry.entry_code} label={entry.entry_address} />
          <figcaption>{words.entry}</figcaption>
        </figure>
      </footer>
    </article>
  );
}

function Line({ role, name, phone }: { role: string; name: string; phone: string | null }) {
  return (
    <div>
      <dt>{role}</dt>
      <dd>
        {name} <span class="number">{phone}</span>
      </dd>
    </div>
  );
}

/** The QR code as one path: a square for each dark module. */
function Code({ rows, label }: { rows: string[]; label: string }) {
  const path = rows
    .flatMap((row, y) => [...row].map((dark, x) => (dark === '1' ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg viewBox={`-2 -2 ${rows.length + 4} ${rows.length + 4}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect x="-2" y="-2" width={rows.length + 4} height={rows.length + 4} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
