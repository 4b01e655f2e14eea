import { useSignal } from '@preact/signals';
import type { Report } from '../../api/types';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { words } from '../../words';
import { deskWords } from '../../words/desk';
import { officeWords } from '../../words/office';
import { doAct } from './held';

interface DecisionProps {
  report: Report;
  onClose: () => void;
  onDone: () => void;
}

/** Sending back needs a sentence, because the member has to know what to add. */
export function SendBackDialog({ report, onClose, onDone }: DecisionProps) {
  const { desk } = officeWords.value;
  const busy = useSignal(false);
  const reason = useSignal('');
  const refusal = useSignal<string | undefined>(undefined);

  async function sendBack(): Promise<void> {
    if (reason.value.trim() === '') {
      refusal.value = desk.needReason;
      return;
    }
    busy.value = true;
    const taken = await doAct({
      key: report.id,
      label: deskWords.value.did.sentBack(report.member_name),
      path: `/reports/${report.id}/sending-back`,
      body: { reason: reason.value.trim() },
    });
    busy.value = false;
    if (taken) onDone();
  }

  return (
    <Dialog
      title={desk.sendBackTitle(report.member_name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void sendBack()}>
            {desk.sendBackSubmit}
          </Button>
        </>
      }
    >
      <TextArea
        label={desk.reason}
        hint={desk.reasonHint}
        error={refusal.value}
        maxLength={500}
        value={reason.value}
        onValue={(value) => (reason.value = value)}
      />
    </Dialog>
  );
}
