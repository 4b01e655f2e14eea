import { useSignal } from '@preact/signals';
import { correctDues } from '../../api/dues';
import type { DuesCell, DuesRow } from '../../api/types';
import { Button } from '../../ui/button';
import { dateInWords, shortDate } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { say as tell } from '../../ui/toast';
import { duesWords } from '../../words/dues';
import { Sign } from './dues-table';
import { cellOf, markOf, mayChoose, yuanOf, type Chosen } from './months';
import { Sheet } from '../../ui/sheet';

interface PersonDialogProps {
  row: DuesRow;
  months: string[];
  lastMonth: string;
  chosen: Chosen;
  keeps: boolean;
  onChoose: (member: string, months: string[], wanted: boolean) => void;
  onClose: () => void;
  onChanged: () => void;
}

/** One member's year, month by month: large enough for a thumb, and where a slip is taken back. */
export function PersonDialog({ row, months, lastMonth, chosen, keeps, onChoose, onClose, onChanged }: PersonDialogProps) {
  const say = duesWords.value;
  const undoing = useSignal<string | null>(null);
  const picked = chosen.get(row.member_id);
  if (undoing.value !== null) {
    return (
      <TakeBack
        memberId={row.member_id}
        month={undoing.value}
        onClose={() => (undoing.value = null)}
        onDone={() => {
          undoing.value = null;
          onChanged();
        }}
      />
    );
  }
  return (
    <Dialog title={say.monthsOf(row.name)} onClose={onClose} actions={<Button onClick={onClose}>{say.clearance}</Button>}>
      {keeps && <p class="soft">{say.monthsLead}</p>}
      <ul class="dues-months">
        {months.map((month) => {
          const mark = markOf(row, month, lastMonth);
          const isChosen = picked?.has(month) === true;
          const cell = cellOf(row, month);
          return (
            <li key={month}>
              <span class={`dues-cell ${isChosen ? 'chosen' : mark}`}>
                <Sign mark={isChosen ? 'chosen' : mark} />
              </span>
              <span>
                <strong>{say.month(Number(month.slice(5)))}</strong>
                <span class="soft small">{cell === undefined ? say.marks[isChosen ? 'chosen' : mark] : told(cell)}</span>
              </span>
              {keeps && mayChoose(mark) && (
                <Button look="quiet" aria-pressed={isChosen} onClick={() => onChoose(row.member_id, [month], !isChosen)}>
                  {isChosen ? say.unchoose : say.choose}
                </Button>
              )}
              {keeps && cell !== undefined && (
                <Button look="quiet" onClick={() => (undoing.value = month)}>
                  {say.takeBack}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

function told(cell: DuesCell): string {
  const say = duesWords.value;
  if (cell.state === 'waived') return [say.marks.waived, shortDate(cell.on_date), cell.basis].filter(Boolean).join(' · ');
  const by = cell.paid_by === null ? '' : say.paidBys[cell.paid_by];
  const to = cell.paid_to === 'host' ? say.paidToWhoms.host : '';
  return [say.yuan(yuanOf(cell.amount_fen)), shortDate(cell.on_date), by, to].filter(Boolean).join(' · ');
}

interface TakeBackProps {
  memberId: string;
  month: string;
  onClose: () => void;
  onDone: () => void;
}

function TakeBack({ memberId, month, onClose, onDone }: TakeBackProps) {
  const say = duesWords.value;
  const basis = useSignal('');

  async function record(): Promise<string | null> {
    if (basis.value.trim() === '') return say.needBasis;
    await correctDues({
      member_id: memberId,
      from_month: month,
      to_month: month,
      state: 'open',
      amount_fen: null,
      paid_on: null,
      paid_by: null,
      paid_to: null,
      basis: basis.value.trim(),
    });
    tell(say.saved(1));
    onDone();
    return null;
  }

  return (
    <Sheet
      title={say.takeBackTitle(dateInWords(month))}
      action={say.save}
      cancel={say.cancel}
      onConfirm={record}
      onClose={onClose}
    >
      <p class="soft">{say.takeBackLead}</p>
      <TextField
        label={say.basis}
        hint={say.takeBackBasisHint}
        maxLength={200}
        value={basis.value}
        onValue={(value) => (basis.value = value)}
      />
    </Sheet>
  );
}
