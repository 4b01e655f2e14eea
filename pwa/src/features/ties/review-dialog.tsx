import { useSignal } from '@preact/signals';
import { changeCard } from '../../api/cards';
import { reviewCard } from '../../api/ties';
import { today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { tiesWords } from '../../words/ties';
import { handOver, type Hand } from '../outbox/hand';

type CardChange = { state: 'reviewed' | 'inspected'; on_date: string };

interface ReviewDialogProps {
  cardId: string;
  name: string;
  act: 'review' | 'inspect';
  hand?: Hand<CardChange> | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** 年审 or 返乡查验 of the paper card: only the day is asked. */
export function ReviewDialog({ cardId, name, act, hand, onClose, onDone }: ReviewDialogProps) {
  const say = tiesWords.value;
  const on = useSignal(today());

  async function record(): Promise<string | null> {
    const body: CardChange = { state: act === 'review' ? 'reviewed' : 'inspected', on_date: on.value };
    const send = (): Promise<unknown> =>
      act === 'review' ? reviewCard(cardId, on.value) : changeCard(cardId, 'inspected', on.value);
    await handOver(hand, body, send, say.saved);
    onDone();
    return null;
  }

  return (
    <Sheet
      title={act === 'review' ? say.review.title(name) : `${name} · ${say.acts['inspect_card'] ?? ''}`}
      action={say.save}
      cancel={say.cancel}
      onConfirm={record}
      onClose={onClose}
    >
      <TextField
        label={act === 'review' ? say.review.on : say.on}
        type="date"
        max={today()}
        value={on.value}
        onValue={(value) => (on.value = value)}
      />
    </Sheet>
  );
}
