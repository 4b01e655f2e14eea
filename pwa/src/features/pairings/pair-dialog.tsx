import { useSignal } from '@preact/signals';
import type { BoardMember, BoardPair, EndReason } from '../../api/pairings';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { dateInWords } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { pairingsWords } from '../../words/pairings';

interface PairDialogProps {
  member: BoardMember;
  pair: BoardPair;
  mayChange: boolean;
  onClose: () => void;
  onLead: (member: BoardMember, pair: BoardPair) => void;
  onEnd: (member: BoardMember, pair: BoardPair, reason: EndReason, note: string) => void;
}

const REASONS: EndReason[] = ['returned', 'liaison_away', 'liaison_unable', 'changed', 'mistaken', 'other'];

/** One pairing: since when and why, who leads, and its end with a reason. */
export function PairDialog({ member, pair, mayChange, onClose, onLead, onEnd }: PairDialogProps) {
  const { pair: words, board } = pairingsWords.value;
  const ending = useSignal(false);
  const reason = useSignal<EndReason>(likely(member, pair));
  const note = useSignal('');
  return (
    <Dialog
      title={words.title(member.name, pair.liaison_name)}
      onClose={onClose}
      actions={
        ending.value ? (
          <>
            <Button look="danger" onClick={() => onEnd(member, pair, reason.value, note.value.trim())}>
              {words.end}
            </Button>
            <Button look="quiet" onClick={() => (ending.value = false)}>
              {words.close}
            </Button>
          </>
        ) : (
          <>
            {mayChange && !pair.lead && pair.kind === 'home' && (
              <Button onClick={() => onLead(member, pair)}>{words.makeLead}</Button>
            )}
            {mayChange && <Button onClick={() => (ending.value = true)}>{words.end}</Button>}
            <Button look="quiet" onClick={onClose}>
              {words.close}
            </Button>
          </>
        )
      }
    >
      {ending.value ? (
        <>
          <ChoiceField
            label={words.reason}
            value={reason.value}
            options={REASONS.map((value) => ({ value, label: words.reasons[value] }))}
            onValue={(value) => (reason.value = value as EndReason)}
          />
          <TextField
            label={words.note}
            hint={words.noteHint}
            optional
            maxLength={200}
            value={note.value}
            onValue={(value) => (note.value = value)}
          />
        </>
      ) : (
        <dl class="facts">
          <dt>{words.kind}</dt>
          <dd>
            {words.kinds[pair.kind]}
            {pair.lead ? ` · ${words.leads}` : ''}
          </dd>
          <dt>{words.since}</dt>
          <dd>{dateInWords(pair.from_on)}</dd>
          {pair.bond_kind !== null && (
            <>
              <dt>{words.why}</dt>
              <dd>{board.ties[pair.bond_kind]}</dd>
            </>
          )}
        </dl>
      )}
    </Dialog>
  );
}

/** The reason that most likely applies comes chosen. */
function likely(member: BoardMember, pair: BoardPair): EndReason {
  if (member.where === 'home') return 'returned';
  if (pair.hindrance === 'away' || pair.hindrance === 'reported') return 'liaison_away';
  return pair.hindrance === null ? 'changed' : 'liaison_unable';
}
