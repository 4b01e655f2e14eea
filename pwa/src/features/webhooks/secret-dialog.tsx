import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { say as tell } from '../../ui/toast';
import { webhooksWords } from '../../words/webhooks';
import { copyText } from '../invitations/copy-text';

/** The signing secret, shown this once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const say = webhooksWords.value;
  return (
    <Dialog
      title={say.secretTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void copyText(secret).then((copied) => tell(copied ? say.copied : say.copyFailed))}>
            {say.copy}
          </Button>
          <Button look="primary" onClick={onClose}>
            {say.secretDone}
          </Button>
        </>
      }
    >
      <p>{say.secretLead}</p>
      <p class="webhook-secret">{secret}</p>
    </Dialog>
  );
}
