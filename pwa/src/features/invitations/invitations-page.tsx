import { listInvitations, revokeInvitation } from '../../api/invitations';
import type { Invitation } from '../../api/types';
import { Button, LinkButton } from '../../ui/button';
import { dateInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { officeWords } from '../../words/office';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import './invitations.css';

/** Who was invited and what became of it; a code itself is never shown again. */
export default function InvitationsPage() {
  const { invitations: say } = officeWords.value;
  const load = useLoad(`invitations/${workplace.value ?? ''}`, () => listInvitations(workplace.value));
  const invitations = load.value?.items;

  async function revoke(invitation: Invitation): Promise<void> {
    try {
      await revokeInvitation(invitation.id);
      tell(say.revoked);
    } catch (error) {
      tell(sentenceOf(error));
    }
    load.reload();
  }

  return (
    <div class="stack narrow">
      <PageHead title={say.title}>
        <LinkButton href="/members" icon="people">
          {say.toMembers}
        </LinkButton>
      </PageHead>
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      <p class="soft">{say.lead}</p>
      {invitations === undefined && load.error === undefined && <Loading />}
      {invitations === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {invitations?.length === 0 && (
        <Empty icon="letter" title={say.none}>
          <p>{say.noneHint}</p>
        </Empty>
      )}
      {invitations !== undefined && invitations.length > 0 && (
        <ul class="card lives-card">
          {invitations.map((invitation) => (
            <li key={invitation.id} class="life-row">
              <div class="invitation-row">
                <span>
                  <strong>{invitation.name}</strong>
                  <br />
                  <span class="soft small">
                    {say.states[invitation.state]}
                    {invitation.state === 'open' && ` · ${say.until(dateInWords(invitation.expires_at))}`}
                  </span>
                </span>
                {invitation.state === 'open' && (
                  <Button look="quiet" onClick={() => void revoke(invitation)}>
                    {say.revoke}
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
