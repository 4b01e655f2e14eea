import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { assessDues, suggestDues } from '../../api/dues';
import type { DuesCategory, DuesRow } from '../../api/types';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { say as tell } from '../../ui/toast';
import { duesWords } from '../../words/dues';
import { fenOf, yuanOf } from './months';
import { Sheet } from '../../ui/sheet';

interface AssessDialogProps {
  organizationId: string;
  rows: DuesRow[];
  year: number;
  onClose: () => void;
  onDone: () => void;
}

/** 核定额: the table suggests, the branch decides, a person writes it down. */
export function AssessDialog({ organizationId, rows, year, onClose, onDone }: AssessDialogProps) {
  const say = duesWords.value;
  const present = rows.length === 1 ? rows[0]?.assessment : undefined;
  const category = useSignal<DuesCategory>(present?.category ?? 'farmer');
  const income = useSignal('');
  const monthly = useSignal(present ? yuanOf(present.monthly_fen) : '');
  const suggested = useSignal<number | null>(null);
  const from = useSignal(today().startsWith(String(year)) ? today().slice(0, 7) : `${year}-01`);
  const basis = useSignal('');
  const needsIncome = category.value === 'wage' || category.value === 'pension';
  const incomeFen = needsIncome ? fenOf(income.value) : null;

  useEffect(() => {
    let isLatest = true;
    suggestDues(organizationId, category.value, incomeFen).then(
      (fen) => {
        if (!isLatest) return;
        suggested.value = fen;
        if (fen !== null && monthly.value === '') monthly.value = yuanOf(fen);
      },
      () => (suggested.value = null),
    );
    return () => {
      isLatest = false;
    };
  }, [organizationId, category.value, incomeFen, suggested, monthly]);

  async function record(): Promise<string | null> {
    const fen = fenOf(monthly.value);
    if (fen === null) return say.needAmount;
    if (basis.value.trim() === '') return say.needBasis;
    await assessDues({
      organization_id: organizationId,
      from_month: from.value,
      basis: basis.value.trim(),
      rows: rows.map((row) => ({
        member_id: row.member_id,
        category: category.value,
        monthly_fen: fen,
        income_fen: incomeFen,
      })),
    });
    tell(say.saved(1));
    onDone();
    return null;
  }

  return (
    <Sheet
      title={say.assessTitle(rows.map((row) => row.name).join('、'))}
      action={say.save}
      cancel={say.cancel}
      onConfirm={record}
      onClose={onClose}
    >
      <ChoiceField
        label={say.category}
        value={category.value}
        options={Object.entries(say.categories).map(([value, label]) => ({ value, label }))}
        onValue={(value) => {
          category.value = value as DuesCategory;
          monthly.value = '';
        }}
      />
      {needsIncome && (
        <TextField
          label={say.income}
          hint={say.incomeHint}
          inputMode="decimal"
          maxLength={10}
          value={income.value}
          onValue={(value) => {
            income.value = value;
            monthly.value = '';
          }}
        />
      )}
      <TextField
        label={say.monthly}
        hint={suggested.value === null ? undefined : say.suggested(yuanOf(suggested.value))}
        inputMode="decimal"
        maxLength={10}
        value={monthly.value}
        onValue={(value) => (monthly.value = value)}
      />
      <TextField label={say.fromMonth} type="month" value={from.value} onValue={(value) => (from.value = value)} />
      <TextField
        label={say.basis}
        hint={say.assessBasisHint}
        maxLength={200}
        value={basis.value}
        onValue={(value) => (basis.value = value)}
      />
    </Sheet>
  );
}
