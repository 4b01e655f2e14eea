import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { cancelPack, listPacks, orderPack, packFile, type Pack } from '../../api/registers';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { Tick } from '../../ui/choice';
import { momentInWords } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack } from '../../ui/router';
import { saveFile } from '../../ui/save-file';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { registersWords } from '../../words/registers';
import { worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { workplace, workplaceName } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { periodInWords, periodOf } from './period';
import { PurposeField } from './purpose-field';
import './registers.css';

const LOOK_AGAIN_MS = 2000;

/** 检查资料包: order it, leave, pick it up. */
export default function PacksPage() {
  const { packs: word, printing, from, to } = registersWords.value;
  const place = workplace.value ?? '';
  const load = useLoad(`packs/${place}`, () => listPacks(place));
  const period = useSignal(periodOf('year'));
  const purpose = useSignal(printing.purposes[1] ?? '');
  const idNumbers = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const mayReveal = me.value !== null && worksForBranch(me.value);
  const isOpen = load.value?.some((pack) => pack.state === 'waiting' || pack.state === 'running') === true;
  const { reload } = load;

  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = setInterval(reload, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isOpen, reload]);

  async function order(): Promise<void> {
    if (purpose.value.trim() === '') {
      problem.value = printing.needPurpose;
      return;
    }
    busy.value = true;
    problem.value = undefined;
    try {
      await orderPack(
        {
          organization_id: place,
          from_on: period.value.from,
          to_on: period.value.to,
          purpose: purpose.value.trim(),
          phones: null,
          id_numbers: mayReveal && idNumbers.value,
        },
        mintUuid(),
      );
      say(word.ordered);
      load.reload();
    } catch (error) {
      problem.value = sentenceOf(error);
    }
    busy.value = false;
  }

  return (
    <div class="registers stack wide">
      <PageHead title={word.title} back={() => goBack('/registers')} />
      <section class="card stack narrow">
        <p class="soft">{word.lead}</p>
        <WorkplaceChoice />
        <div class="book-choices">
          <TextField
            type="date"
            label={from}
            value={period.value.from}
            onValue={(value) => (period.value = { ...period.value, from: value })}
          />
          <TextField
            type="date"
            label={to}
            value={period.value.to}
            onValue={(value) => (period.value = { ...period.value, to: value })}
          />
        </div>
        <PurposeField value={purpose.value} onValue={(value) => (purpose.value = value)} />
        {mayReveal ? (
          <Tick
            label={printing.idNumbers}
            checked={idNumbers.value}
            onChecked={(checked) => (idNumbers.value = checked)}
          />
        ) : (
          <p class="soft small">{printing.covered}</p>
        )}
        {problem.value !== undefined && (
          <p class="error" role="alert">
            {problem.value}
          </p>
        )}
        <div>
          <Button look="primary" busy={busy.value} onClick={() => void order()}>
            {word.order}
          </Button>
        </div>
      </section>
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value?.length === 0 && <p class="soft">{word.none}</p>}
      {load.value !== undefined && load.value.length > 0 && (
        <section class="stack tight">
          <ul class="entries">
            {load.value.map((pack) => (
              <PackLine key={pack.id} pack={pack} onChange={load.reload} />
            ))}
          </ul>
          <p class="soft small">{word.kept}</p>
        </section>
      )}
    </div>
  );
}

function PackLine({ pack, onChange }: { pack: Pack; onChange: () => void }) {
  const { packs: word } = registersWords.value;
  const isOpen = pack.state === 'waiting' || pack.state === 'running';

  async function stop(): Promise<void> {
    try {
      await cancelPack(pack.id);
    } catch (error) {
      say(sentenceOf(error));
    }
    onChange();
  }

  async function pickUp(): Promise<void> {
    try {
      saveFile(await packFile(pack.id), `${workplaceName.value}检查资料包${pack.from_on}.zip`);
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  return (
    <li class="print-line">
      <div>
        <strong>{word.states[pack.state]}</strong>
        <p class="small">{periodInWords(pack.from_on, pack.to_on)}</p>
        <p class="soft small">{momentInWords(pack.created_at)}</p>
        {isOpen && pack.total > 0 && (
          <>
            <progress value={pack.done} max={pack.total} aria-label={word.states[pack.state]} />
            <p class="soft small">{word.progress(pack.done, pack.total)}</p>
          </>
        )}
      </div>
      <div class="row">
        {isOpen && (
          <Button look="quiet" onClick={() => void stop()}>
            {word.stop}
          </Button>
        )}
        {pack.state === 'done' && (
          <Button icon="download" onClick={() => void pickUp()}>
            {word.file(`${(pack.size / 1024 / 1024).toFixed(1)} MB`)}
          </Button>
        )}
      </div>
    </li>
  );
}
