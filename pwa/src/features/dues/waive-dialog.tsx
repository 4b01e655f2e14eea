import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { waiveDues } from '../../api/dues';
import { mintUuid } from '../../offline/mint';
import { today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { say as tell } from '../../ui/toast';
import { duesWords } from '../../words/dues';
import { runsOf, type Chosen } from './months';
import { Sheet } from '../../ui/sheet';

interface WaiveDialogProps {
  organizationId: string;
  chosen: Chosen;
  onClose: () => void;
  onDone: () => void;
}

/** 减免: what was approved, on which day, on what basis. */
export function WaiveDialog({ organizationId, chosen, onClose, onDone }: WaiveDialogProps) {
  const say = duesWords.value;
  const approvedOn = useSignal(today());
  const basis = useSignal('');
  const keys = useRef<Record<string, string>>({});

  async function record(): Promise<string | null> {
    if (basis.value.trim() === '') return say.needBasis;
    const runs = runsOf(chosen);
    for (const { from, to, members } of runs) {
      const body = {
        organization_id: organizationId,
        member_ids: members,
        from_month: from,
        to_month: to,
        approved_on: approvedOn.value,
        basis: basis.value.trim(),
      };
      const name = JSON.stringify(body);
      const key = (keys.current[name] ??= mintUuid());
      await waiveDues(body, key);
    }
    tell(say.saved(runs.length));
    onDone();
    return null;
  }

  return (
    <Sheet title={say.waiveTitle} action={say.save} cancel={say.cancel} onConfirm={record} onClose={onClose}>
      <p class="soft">{say.waiveLead}</p>
      <TextField
        label={say.approvedOn}
        type="date"
        max={today()}
        value={approvedOn.value}
        onValue={(value) => (approvedOn.value = value)}
      />
      <TextField
        label={say.basis}
        hint={say.waiveBasisHint}
        maxLength={200}
        value={basis.value}
        onValue={(value) => (basis.value = value)}
      />
    </Sheet>
  );
}
