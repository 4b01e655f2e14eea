import { readSummary, summaryFile, type Summary, type SummaryLine } from '../../api/registers';
import { Button } from '../../ui/button';
import { momentInWords, today } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack } from '../../ui/router';
import { saveFile } from '../../ui/save-file';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { registersWords } from '../../words/registers';
import { workplace, workplaceName } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { copyText } from '../invitations/copy-text';
import './registers.css';

const COUNTS = ['members', 'away', 'floating', 'short', 'lost', 'unregistered'] as const;
const FLOWS = ['out', 'other_province', 'other_city', 'same_city', 'overseas', 'no_place', 'with_card'] as const;

/** 一页汇总: every branch in one line, whom to ring, and a paragraph to quote. */
export default function SummaryPage() {
  const { summary: word } = registersWords.value;
  const place = workplace.value ?? '';
  const load = useLoad(`summary/${place}`, () => readSummary(place));
  const page = load.value;

  async function download(form: 'pdf' | 'xlsx'): Promise<void> {
    try {
      saveFile(await summaryFile(place, form), `${workplaceName.value}${word.title}${today()}.${form}`);
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  return (
    <div class="registers stack">
      <PageHead title={word.title} back={() => goBack('/registers')}>
        <div class="row">
          <Button icon="download" onClick={() => void download('pdf')}>
            {word.pdf}
          </Button>
          <Button look="quiet" icon="download" onClick={() => void download('xlsx')}>
            {word.xlsx}
          </Button>
        </div>
      </PageHead>
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      {page === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {page === undefined && load.error === undefined && <Loading />}
      {page !== undefined && (
        <>
          <p class="soft">{word.lead}</p>
          <LinesTable lines={linesOf(page)} />
          <h2>{word.flowTitle}</h2>
          <FlowsTable lines={linesOf(page)} />
          <section class="card stack tight">
            <h2>{word.paragraph}</h2>
            <p class="quote">{page.paragraph}</p>
            <div>
              <Button
                onClick={() =>
                  void copyText(page.paragraph).then((copied) => {
                    if (copied) say(word.copied);
                  })
                }
              >
                {word.copy}
              </Button>
            </div>
          </section>
        </>
      )}
    </div>
  );
}

/** The branches and their sum; one branch alone is its own. */
function linesOf({ items, total }: Summary): SummaryLine[] {
  return items.length === 1 ? items : [...items, total];
}

function LinesTable({ lines }: { lines: SummaryLine[] }) {
  const { summary: word } = registersWords.value;
  const { columns } = word;
  return (
    <div class="book-scroll" role="region" tabIndex={0} aria-label={word.title}>
      <table class="book-table sums">
        <thead>
          <tr>
            {Object.entries(columns).map(([key, title]) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.organization_id ?? 'total'} class={line.organization_id === null ? 'sum' : undefined}>
              <td class="named">{line.organization_id === null ? word.total : line.name}</td>
              {COUNTS.map((name) => (
                <td key={name} class={line[name] === 0 ? 'none' : 'number'} data-title={columns[name]}>
                  {line[name]}
                </td>
              ))}
              <td data-title={columns.screening} class={line.organization_id === null ? 'bare' : undefined}>
                {line.organization_id === null ? '' : line.screening}
              </td>
              <td data-title={columns.visits}>{word.times(line.visits)}</td>
              <td data-title={columns.as_of} class={line.organization_id === null ? 'bare' : 'soft'}>
                {line.organization_id === null ? '' : momentInWords(line.as_of)}
              </td>
              <td data-title={columns.ring} class={line.ring_name === '' ? 'bare' : 'whom'}>
                {line.ring_name}
                {/^\d+$/.test(line.ring_phone) ? (
                  <a class="ring" href={`tel:${line.ring_phone}`}>
                    {line.ring_phone}
                  </a>
                ) : (
                  <span class="ring">{line.ring_phone}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FlowsTable({ lines }: { lines: SummaryLine[] }) {
  const { summary: word } = registersWords.value;
  return (
    <div class="book-scroll" role="region" tabIndex={0} aria-label={word.flowTitle}>
      <table class="book-table sums">
        <thead>
          <tr>
            <th scope="col">{word.columns.name}</th>
            {FLOWS.map((name) => (
              <th key={name} scope="col">
                {word.flows[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.organization_id ?? 'total'} class={line.organization_id === null ? 'sum' : undefined}>
              <td class="named">{line.organization_id === null ? word.total : line.name}</td>
              {FLOWS.map((name) => (
                <td key={name} class={line.flows[name] === 0 ? 'none' : 'number'} data-title={word.flows[name]}>
                  {line.flows[name]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
