import { useSignal } from '@preact/signals';
import { changeCard, numberCard } from '../../api/cards';
import type { AwayPeriod, Receipt } from '../../api/types';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { officeWords } from '../../words/office';
import { mayDecide } from '../auth/roles';
import { me } from '../auth/session';

type Act = 'number' | 'inspect' | 'lose';

interface CardLineProps {
  period: AwayPeriod;
  onChanged: () => void;
}

/** The paper card of an away period: what is known of it, and what the secretary can record. */
export function CardLine({ period, onChanged }: CardLineProps) {
  const { members: say } = officeWords.value;
  const act = useSignal<Act | null>(null);
  const { card_id: id, card_number: number, card_state: state } = period;
  if (id === null || state === null) return null;
  const decides = me.value !== null && mayDecide(me.value);
  const held = state === 'issued' || state === 'to_inspect';
  return (
    <div class="row small">
      <span class="soft">{`${say.card(number ?? '')} ${say.cardStates[state]}`}</span>
      {decides && state === 'to_number' && <Button onClick={() => (act.value = 'number')}>{say.numberCard}</Button>}
      {decides && state === 'to_inspect' && <Button onClick={() => (act.value = 'inspect')}>{say.inspectCard}</Button>}
      {decides && held && (
        <Button look="quiet" onClick={() => (act.value = 'lose')}>
          {say.loseCard}
        </Button>
      )}
      {act.value !== null && (
        <CardDialog
          act={act.value}
          cardId={id}
          onClose={() => (act.value = null)}
          onDone={() => {
            act.value = null;
            onChanged();
          }}
        />
      )}
    </div>
  );
}

interface CardDialogProps {
  act: Act;
  cardId: string;
  onClose: () => void;
  onDone: () => void;
}

function CardDialog({ act, cardId, onClose, onDone }: CardDialogProps) {
  const { members: say } = officeWords.value;
  const number = useSignal('');
  const on = useSignal(today());
  const busy = useSignal(false);
  const refusal = useSignal<string | undefined>(undefined);

  function send(): Promise<Receipt> {
    if (act === 'number') return numberCard(cardId, number.value.trim(), on.value);
    return changeCard(cardId, act === 'inspect' ? 'inspected' : 'lost', on.value);
  }

  async function record(): Promise<void> {
    refusal.value = act === 'number' && number.value.trim() === '' ? say.needCardNumber : undefined;
    if (refusal.value !== undefined) return;
    busy.value = true;
    try {
      const receipt = await send();
      tell(say.saved(receipt.number));
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  const titles: Record<Act, string> = { number: say.numberCard, inspect: say.inspectCard, lose: say.loseCard };
  return (
    <Dialog
      title={titles[act]}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void record()}>
            {say.save}
          </Button>
        </>
      }
    >
      {act === 'number' && (
        <TextField
          label={officeWords.value.desk.cardNumber}
          maxLength={40}
          value={number.value}
          onValue={(value) => (number.value = value)}
        />
      )}
      <TextField
        label={say.cardOn}
        type="date"
        value={on.value}
        error={refusal.value}
        onValue={(value) => (on.value = value)}
      />
    </Dialog>
  );
}
