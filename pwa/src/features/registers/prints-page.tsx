import { useSignal } from '@preact/signals';
import {
  correctionPages,
  listPrints,
  printFile,
  verifyPrint,
  type RegisterPrint,
  type Verification,
} from '../../api/registers';
import { Problem } from '../../api/problem';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack } from '../../ui/router';
import { saveFile } from '../../ui/save-file';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { registersWords } from '../../words/registers';
import { worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { periodInWords } from './period';
import './registers.css';

/** What was printed, and whether a paper still says what is recorded. */
export default function PrintsPage() {
  const { prints: word } = registersWords.value;
  const place = workplace.value ?? '';
  const load = useLoad(`prints/${place}`, () => listPrints(place));
  const code = useSignal('');
  const found = useSignal<Verification | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);

  async function verify(wanted: string): Promise<void> {
    if (wanted.trim() === '') return;
    busy.value = true;
    problem.value = undefined;
    found.value = undefined;
    try {
      found.value = await verifyPrint(wanted);
    } catch (error) {
      problem.value = error instanceof Problem && error.status === 404 ? word.notFound : sentenceOf(error);
    }
    busy.value = false;
  }

  return (
    <div class="registers stack wide">
      <PageHead title={word.title} back={() => goBack('/registers')} />
      <form
        class="card stack verify"
        onSubmit={(event) => {
          event.preventDefault();
          void verify(code.value);
        }}
      >
        <TextField
          label={word.code}
          hint={word.codeHint}
          value={code.value}
          maxLength={40}
          error={problem.value}
          onValue={(value) => (code.value = value)}
        />
        <Button type="submit" busy={busy.value}>
          {word.verify}
        </Button>
        {found.value !== undefined && <Verdict found={found.value} />}
      </form>
      <section class="stack">
        <p class="soft">{word.lead}</p>
        <div class="desk-place">
          <WorkplaceChoice />
        </div>
        {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
        {load.value === undefined && load.error === undefined && <Loading />}
        {load.value?.items.length === 0 && <Empty icon="book" title={word.none} />}
        {load.value !== undefined && load.value.items.length > 0 && (
          <ul class="entries">
            {load.value.items.map((kept) => (
              <PrintLine key={kept.id} kept={kept} onVerify={() => { code.value = kept.code; scrollTo(0, 0); void verify(kept.code); }} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Verdict({ found }: { found: Verification }) {
  const { prints: word } = registersWords.value;
  return (
    <div class={`verdict ${found.state}`} role="status">
      <strong>{found.sentence}</strong>
      <p class="soft small">
        {`${found.print.organization_name} · ${found.print.title} · ${periodInWords(found.print.from_on, found.print.to_on)}`}
      </p>
      {found.corrections > 0 && mayHold(found.print) && (
        <Button icon="download" onClick={() => void fetchPages(found.print)}>
          {word.corrections}
        </Button>
      )}
    </div>
  );
}

/** What a print was narrowed to, in words; nothing where all was asked for. */
function narrowed(kept: RegisterPrint): string[] {
  const { filters } = registersWords.value;
  const chosen = (kept.filter ?? '').split(',').filter((name) => name !== '' && name !== 'all');
  return chosen.map((name) => filters[name as keyof typeof filters]);
}

function PrintLine({ kept, onVerify }: { kept: RegisterPrint; onVerify: () => void }) {
  const { prints: word } = registersWords.value;
  return (
    <li class="print-line">
      <div>
        <strong>{kept.title}</strong>
        {kept.edition !== null && <span class="edition">{word.edition(kept.edition)}</span>}
        {kept.continues_id !== null && <span class="soft small">{word.goesOn}</span>}
        <p class="small">{[periodInWords(kept.from_on, kept.to_on), ...narrowed(kept)].join(' · ')}</p>
        <p class="soft small">{word.line(kept.row_count, kept.printed_by_name, momentInWords(kept.printed_at))}</p>
        {kept.purpose !== null && <p class="soft small">{word.purpose(kept.purpose)}</p>}
        <p class="soft small number">{kept.code}</p>
      </div>
      <div class="row">
        <Button look="quiet" onClick={onVerify}>
          {word.verify}
        </Button>
        {mayHold(kept) && (
          <Button look="quiet" icon="download" onClick={() => void fetchFile(kept)}>
            {word.file}
          </Button>
        )}
      </div>
    </li>
  );
}

/** A print with numbers in it is for those who may see them; the server decides for itself. */
function mayHold(kept: RegisterPrint): boolean {
  return kept.plain.length === 0 || (me.value !== null && worksForBranch(me.value));
}

async function fetchFile(kept: RegisterPrint): Promise<void> {
  try {
    saveFile(await printFile(kept.id), `${kept.organization_name}${kept.title}${kept.from_on}.${kept.form}`);
  } catch (error) {
    say(sentenceOf(error));
  }
}

async function fetchPages(kept: RegisterPrint): Promise<void> {
  try {
    saveFile(await correctionPages(kept.id), `${kept.organization_name}${kept.title}更正页.pdf`);
  } catch (error) {
    say(sentenceOf(error));
  }
}
