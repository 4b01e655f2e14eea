import { useSignal } from '@preact/signals';
import { noteBond, withdrawBond, type Board, type BoardMember, type BondKind } from '../../api/pairings';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { pairingsWords } from '../../words/pairings';

interface BondDialogProps {
  member: BoardMember;
  board: Board;
  onClose: () => void;
  onDone: () => void;
}

const KINDS: BondKind[] = ['kin', 'neighbour', 'other'];

/** Note who is kin or a neighbour of a member, and take back what no longer holds. */
export function BondDialog({ member, board, onClose, onDone }: BondDialogProps) {
  const { bond: words } = pairingsWords.value;
  const other = useSignal('');
  const kind = useSignal<BondKind>('kin');
  const note = useSignal('');
  const busy = useSignal(false);
  const liaisons = board.liaisons.filter((one) => one.organization_id === member.organization_id);
  const names = new Map([...board.liaisons, ...board.members].map((one) => [one.member_id, one.name]));
  const known = board.bonds.filter((bond) => bond.member_id === member.member_id || bond.other_id === member.member_id);

  async function act(work: () => Promise<unknown>): Promise<void> {
    busy.value = true;
    try {
      await work();
      onDone();
    } catch (error) {
      say(sentenceOf(error));
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={words.title(member.name)}
      onClose={onClose}
      actions={
        <>
          <Button
            look="primary"
            busy={busy.value}
            disabled={other.value === ''}
            onClick={() =>
              void act(() =>
                noteBond(member.organization_id, member.member_id, other.value, kind.value, note.value.trim()),
              )
            }
          >
            {words.save}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {pairingsWords.value.pair.close}
          </Button>
        </>
      }
    >
      <p class="soft small">{words.hint}</p>
      <SelectField
        label={words.other}
        value={other.value}
        options={[
          { value: '', label: words.choose },
          ...liaisons.map((one) => ({ value: one.member_id, label: one.name })),
        ]}
        onValue={(value) => (other.value = value)}
      />
      <ChoiceField
        label={words.kind}
        value={kind.value}
        options={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        onValue={(value) => (kind.value = value as BondKind)}
      />
      <TextField
        label={words.note}
        optional
        maxLength={100}
        value={note.value}
        onValue={(value) => (note.value = value)}
      />
      {known.length > 0 && (
        <div class="stack tight">
          <h3>{words.known}</h3>
          {known.map((bond) => (
            <div key={bond.id} class="row">
              <span>
                {names.get(bond.member_id === member.member_id ? bond.other_id : bond.member_id)}
                {` · ${words.kinds[bond.kind]}`}
                {bond.note === null ? '' : ` · ${bond.note}`}
              </span>
              <Button look="quiet" busy={busy.value} onClick={() => void act(() => withdrawBond(bond.id))}>
                {words.remove}
              </Button>
            </div>
          ))}
        </div>
      )}
    </Dialog>
  );
}
