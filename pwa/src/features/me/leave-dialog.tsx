import { useSignal } from '@preact/signals';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { formWords } from '../../words/forms';
import { leave } from '../auth/session';
import { exportUnsent } from '../outbox/outbox-page';
import { offline, unsent } from '../outbox/store';

interface LeaveDialogProps {
  everywhere: boolean;
  onClose: () => void;
}

/** Signing out asks first, and says what would be lost and how to keep it. */
export function LeaveDialog({ everywhere, onClose }: LeaveDialogProps) {
  const { me } = formWords.value;
  const busy = useSignal(false);
  const count = unsent.value.length;

  async function go(): Promise<void> {
    busy.value = true;
    try {
      await leave(everywhere);
    } catch (error) {
      say(sentenceOf(error));
      busy.value = false;
    }
  }

  const plainTitle = everywhere ? me.everywhereAsk : me.signOut;
  const plainBody = everywhere ? me.everywhereBody : me.signOutHint;
  return (
    <Dialog
      title={count > 0 ? me.unsentTitle(count) : plainTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          {count > 0 && <Button onClick={() => void offline.flush()}>{me.sendFirst}</Button>}
          {count > 0 && <Button onClick={() => void exportUnsent()}>{me.exportFirst}</Button>}
          <Button look="danger" busy={busy.value} onClick={() => void go()}>
            {count > 0 ? me.leaveAnyway : me.signOut}
          </Button>
        </>
      }
    >
      <p>{count > 0 ? me.unsentBody : plainBody}</p>
    </Dialog>
  );
}
