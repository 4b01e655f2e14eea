import type { DeskItem } from '../../api/types';
import { deskWords } from '../../words/desk';
import { me } from '../auth/session';
import { FORM_KINDS } from '../reports/draft';
import { ReportForm } from '../reports/report-page';
import { holdAct } from './held';
import { keyOf, type Row } from './rows';

export interface ReportOverProps {
  /** Which report the address asks for. */
  form: string;
  row: Row;
  onBack: () => void;
  onDone: (item: DeskItem) => void;
}

/** The item of a line that each report answers. */
const ANSWERED: Record<string, (item: DeskItem) => boolean> = {
  departure: (item) => item.kind === 'hearsay_waiting',
  yearly: (item) => item.kind === 'yearly_report_due',
  return: (item) => item.code === 'ask_return',
};

/** A report on somebody's behalf, written beside the list; it rests some seconds like every act of the desk. */
export default function ReportOver({ form, row, onBack, onDone }: ReportOverProps) {
  const kind = FORM_KINDS.find((one) => one === form);
  const person = me.value;
  const item = row.items.find((one) => ANSWERED[form]?.(one)) ?? row.items[0];
  const memberId = item.member_id;
  if (kind === undefined || person === null || memberId === null) return null;
  return (
    <ReportForm
      accountId={person.account_id}
      kind={kind}
      memberId={memberId}
      onBehalf
      correcting={null}
      replacing={null}
      hand={(body, restore) =>
        holdAct({
          key: keyOf(item),
          label: deskWords.value.did.reported(item.member_name ?? ''),
          path: '/reports',
          body,
          // What was written is a draft again.
          undone: restore,
        })
      }
      onBack={onBack}
      onHandedIn={() => onDone(item)}
    />
  );
}
