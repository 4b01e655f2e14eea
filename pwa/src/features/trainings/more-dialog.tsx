import { exclude, handInOpinion, type RollLine, type Training } from '../../api/trainings';
import { Button } from '../../ui/button';
import { shortDate, today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { trainingsWords } from '../../words/trainings';

/** What is asked for one member beyond a tick. */
export type Deed = 'opinion' | 'make_up' | 'exclude' | 'correct';

const TOOK_PART: ReadonlySet<RollLine['way']> = new Set(['hall', 'video', 'host']);

/** What the branch may record for one member now; the dots are not shown where this is nothing. */
export function deedsFor(line: RollLine, training: Training, rights: { writes: boolean; decides: boolean }): Deed[] {
  const deeds: Deed[] = [];
  if (!rights.writes || training.state === 'called_off') return deeds;
  const planned = training.state === 'planned';
  if (planned && training.kind === 'general_meeting') deeds.push('opinion');
  if (training.on_date <= today() && !TOOK_PART.has(line.way) && line.make_up?.state !== 'confirmed') deeds.push('make_up');
  if (planned && rights.decides) deeds.push('exclude');
  if (training.state === 'closed' && rights.decides) deeds.push('correct');
  return deeds;
}

interface MoreProps {
  line: RollLine;
  training: Training;
  deeds: Deed[];
  onClose: () => void;
  onDeed: (deed: Deed) => void;
  onDone: () => void;
}

/** The rarer deeds about one member; what was recorded before is taken back here. */
export function MoreDialog({ line, training, deeds, onClose, onDeed, onDone }: MoreProps) {
  const { roll: word, exclude: names, makeUps } = trainingsWords.value;
  const exclusion = training.exclusions.find((one) => one.member_id === line.member_id);

  async function take(work: Promise<unknown>, done: string): Promise<void> {
    try {
      await work;
      say(done);
      onClose();
      onDone();
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  function takeOpinion(): void {
    const received_on = training.on_date < today() ? training.on_date : today();
    const body = { member_id: line.member_id, received_on, withdrawn: true, text: null };
    void take(handInOpinion(training.id, body), word.opinionTaken);
  }

  return (
    <Dialog title={line.name} onClose={onClose} actions={<Button onClick={onClose}>{word.done}</Button>}>
      <div class="stack tight">
        {deeds.includes('opinion') &&
          (line.wrote ? (
            <Button block onClick={takeOpinion}>
              {word.opinionTake}
            </Button>
          ) : (
            <Button block onClick={() => onDeed('opinion')}>
              {word.opinion}
            </Button>
          ))}
        {deeds.includes('make_up') && (
          <Button block onClick={() => onDeed('make_up')}>
            {makeUps.record}
          </Button>
        )}
        {deeds.includes('correct') && (
          <Button block onClick={() => onDeed('correct')}>
            {trainingsWords.value.correct.way}
          </Button>
        )}
        {deeds.includes('exclude') &&
          (exclusion === undefined ? (
            <Button block onClick={() => onDeed('exclude')}>
              {word.exclude}
            </Button>
          ) : (
            <>
              <p class="note small">
                {word.exclude}：{names.bases[exclusion.basis_code]}
                {exclusion.consent_on !== null && ` · ${names.consent} ${shortDate(exclusion.consent_on)}`}
                {exclusion.voted_on !== null && ` · ${names.voted} ${shortDate(exclusion.voted_on)}`}
                {exclusion.note !== null && ` · ${exclusion.note}`}
              </p>
              <Button block onClick={() => void take(exclude(training.id, { ...exclusion, withdrawn: true }), names.taken)}>
                {names.take}
              </Button>
            </>
          ))}
      </div>
    </Dialog>
  );
}
