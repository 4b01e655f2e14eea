import { useSignal } from '@preact/signals';
import { askForHelp, readKnown, type About, type Matter } from '../../api/handoffs';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextArea } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { sentenceOf } from '../../ui/states';
import { words } from '../../words';
import { handoffsWords } from '../../words/handoffs';
import { sayWithUndo } from './undo';
import './handoffs.css';

const OF_MEMBER: About[] = ['contact', 'whereabouts', 'liaison', 'report', 'need', 'dues', 'other'];
const OF_BRANCH: About[] = ['liaison', 'report', 'need', 'opening', 'screening', 'visit', 'other'];

export interface AskDialogProps {
  organizationId: string;
  memberId?: string;
  /** The name of the member, or of the branch. */
  name: string;
  /** What is most likely asked. */
  about?: About;
  /** Who is asked: the branch, unless it is a township. */
  township?: boolean;
  onClose: () => void;
  onDone?: () => void;
}

/** Ask a branch to help with one matter. What the records answer already is shown, and need not be asked. */
export default function AskDialog({ organizationId, memberId, name, about: likely = 'other', township = false, onClose, onDone }: AskDialogProps) {
  const say = handoffsWords.value;
  const about = useSignal<About>(likely);
  const note = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const matter: Matter = { organizationId, about: about.value, ...(memberId === undefined ? {} : { memberId }) };
  const known = useLoad(`${memberId ?? organizationId}/${about.value}`, () => readKnown(matter));

  async function send(): Promise<void> {
    busy.value = true;
    refusal.value = null;
    try {
      const id = mintUuid();
      await askForHelp({
        id,
        organization_id: organizationId,
        member_id: memberId ?? null,
        about: about.value,
        note: note.value.trim() || null,
      });
      sayWithUndo(id, township ? say.sentTownship : say.sent, onDone);
      onDone?.();
      onClose();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  const answered = known.value?.met === true;
  return (
    <Dialog
      title={say.askAbout(name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} disabled={answered} onClick={() => void send()}>
            {township ? say.sendTownship : say.send}
          </Button>
        </>
      }
    >
      <SelectField
        label={say.what}
        value={about.value}
        options={(memberId === undefined ? OF_BRANCH : OF_MEMBER).map((value) => ({ value, label: say.about[value] }))}
        onValue={(value) => (about.value = value as About)}
      />
      <p class={answered ? 'note good' : 'note'} role="status">
        {known.value === undefined ? (
          known.error === undefined ? say.looking : sentenceOf(known.error)
        ) : (
          <>
            <strong>{say.known}</strong> {known.value.sentence}
            {answered && <span class="known-met">{say.answered}</span>}
          </>
        )}
      </p>
      {!answered && (
        <TextArea
          label={say.note}
          hint={township ? say.noteHintTownship : say.noteHint}
          optional
          maxLength={500}
          value={note.value}
          onValue={(value) => (note.value = value)}
        />
      )}
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
