import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { invite } from '../../api/invitations';
import type { NewInvitation } from '../../api/types';
import { Button } from '../../ui/button';
import { dateInWords } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { officeWords } from '../../words/office';
import { copyText } from './copy-text';
import './invitations.css';

interface InvitationDialogProps {
  personId: string;
  name: string;
  onClose: () => void;
}

/** Mint an invitation and show its code the only time that it can be seen. */
export function InvitationDialog({ personId, name, onClose }: InvitationDialogProps) {
  const { invitations: say } = officeWords.value;
  const minted = useSignal<NewInvitation | null>(null);
  const refusal = useSignal<string | null>(null);

  useEffect(() => {
    invite(personId).then(
      (invitation) => (minted.value = invitation),
      (error: unknown) => (refusal.value = sentenceOf(error)),
    );
  }, []);

  async function copy(text: string): Promise<void> {
    if (await copyText(text)) tell(say.copied);
  }

  const invitation = minted.value;
  const link = invitation === null ? '' : new URL(invitation.link, location.origin).href;
  return (
    <Dialog
      title={say.codeTitle(name)}
      onClose={onClose}
      actions={<Button onClick={onClose}>{words.value.common.close}</Button>}
    >
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
      {invitation === null && refusal.value === null && <Loading />}
      {invitation !== null && (
        <>
          <p class="invitation-code">{invitation.code}</p>
          <p class="soft">
            {say.codeOnce} {say.until(dateInWords(invitation.expires_at))}
          </p>
          <p class="note invitation-text">{say.text(name, link, invitation.code)}</p>
          <div class="row">
            <Button look="primary" onClick={() => void copy(say.text(name, link, invitation.code))}>
              {say.copyText}
            </Button>
            <Button onClick={() => void copy(link)}>{say.copyLink}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
