import type { FigureKey, Overview, OverviewLine } from '../../api/overview';
import { ChoiceField } from '../../ui/choice';
import { navigate } from '../../ui/router';
import { Empty } from '../../ui/states';
import { overviewWords } from '../../words/overview';
import { countOf, Figure } from './figures';

const COLUMNS: FigureKey[] = [
  'members',
  'away',
  'silent_30',
  'silent_60',
  'silent_90',
  'contact_unknown',
  'uncovered',
  'needs_open',
  'assist',
];

/** What lies below, in its fixed order; the filter shows where somebody can lend a hand and moves nobody up. */
export function Lines({ picture, waitingOnly }: { picture: Overview; waitingOnly: boolean }) {
  const say = overviewWords.value;
  const shown = waitingOnly ? picture.lines.filter((line) => countOf(line.figures, 'assist') > 0) : picture.lines;
  const here = `/overview/${picture.organization.id}`;
  return (
    <section class="stack">
      <div class="lines-head">
        <h2>{picture.organization.kind === 'county' ? say.townships : say.branches}</h2>
        <p class="soft small">{say.fixedOrder}</p>
        <ChoiceField
          label={say.show}
          value={waitingOnly ? 'waiting' : 'all'}
          options={[
            { value: 'all', label: say.all },
            { value: 'waiting', label: say.waiting },
          ]}
          onValue={(value) => navigate(value === 'waiting' ? `${here}?waiting=1` : here, true)}
        />
      </div>
      {shown.length === 0 ? <NoLines waitingOnly={waitingOnly} /> : <Table lines={shown} here={picture.organization.id} />}
    </section>
  );
}

function NoLines({ waitingOnly }: { waitingOnly: boolean }) {
  const say = overviewWords.value;
  if (!waitingOnly) return <Empty icon="people" title={say.noChildren} />;
  return (
    <Empty icon="check" title={say.noneWaiting}>
      <p>{say.noneWaitingHint}</p>
    </Empty>
  );
}

function Table({ lines, here }: { lines: OverviewLine[]; here: string }) {
  const say = overviewWords.value;
  return (
    <table class="lines">
      <thead>
        <tr>
          <th scope="col">{say.place}</th>
          {COLUMNS.map((key) => (
            <th key={key} scope="col">
              {say.short[key]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Row key={line.organization_id} line={line} here={here} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ line, here }: { line: OverviewLine; here: string }) {
  const say = overviewWords.value;
  return (
    <tr>
      <th scope="row">
        {line.organization_id === here ? (
          <span>{say.whole}</span>
        ) : (
          <a href={`/overview/${line.organization_id}`}>{line.name}</a>
        )}
      </th>
      {COLUMNS.map((key) => (
        <td
          key={key}
          class={countOf(line.figures, key) === 0 ? 'nought' : undefined}
          data-title={say.short[key]}
        >
          <Figure place={line.organization_id} figures={line.figures} of={key} label={`${line.name}，${say.figures[key]}`} />
        </td>
      ))}
    </tr>
  );
}
