import { useSignal } from '@preact/signals';
import { readMember } from '../../api/members';
import { readStanding } from '../../api/standing';
import type { Member, Standing } from '../../api/types';
import { Button, LinkButton } from '../../ui/button';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack, type RouteProps } from '../../ui/router';
import { Failure, Loading } from '../../ui/states';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';
import { mayDecide, worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import MemberContacts from '../contacts/member-contacts';
import { AskButton } from '../handoffs/ask-button';
import { InvitationDialog } from '../invitations/invitation-dialog';
import MemberLiaisons from '../pairings/member-liaisons';
import { FORM_KINDS } from '../reports/draft';
import { AwayPeriods } from './away-periods';
import { DecisionDialog } from './decision-dialog';
import { EditDialog } from './edit-dialog';
import { HouseholdCard } from './household-card';
import { LeavingDialog } from './leaving-dialog';
import { MovingDialog } from './moving-dialog';
import { PersonalSettings } from './personal-settings';
import { RecordFacts } from './record-facts';
import { RevealDialog } from './reveal-dialog';
import { RollDialog } from './roll-dialog';
import { Timeline } from './timeline';
import MemberTies from '../ties/member-ties';
import './members.css';

type Asked = 'nothing' | 'reveal' | 'invite' | 'edit' | 'decide' | 'roll' | 'move' | 'leave';

/** Everything about one member, and what can be done for them. */
export default function MemberPage({ params }: RouteProps) {
  const id = params['id'] ?? '';
  const load = useLoad(id, () => Promise.all([readMember(id), readStanding(id)]));
  if (load.value !== undefined) {
    const [member, standing] = load.value;
    return <MemberView key={id} member={member} standing={standing} onChanged={load.reload} />;
  }
  return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
}

interface MemberViewProps {
  member: Member;
  standing: Standing;
  onChanged: () => void;
}

function MemberView({ member, standing, onChanged }: MemberViewProps) {
  const { members: say } = officeWords.value;
  const asked = useSignal<Asked>('nothing');
  const full = useSignal<Member | null>(null);
  const person = me.value;
  const works = person !== null && worksForBranch(person);
  const decides = person !== null && mayDecide(person);
  const { state, away, suggestions } = standing;
  const close = () => (asked.value = 'nothing');

  function done(): void {
    close();
    onChanged();
  }

  return (
    <div class="member">
      <header class="member-head stack tight">
        <PageHead title={member.name} back={goBack}>
          {member.to_on === null && (
            <AskButton organizationId={member.organization_id} memberId={member.id} name={member.name} about="contact" />
          )}
          {decides && !member.has_account && (
            <Button icon="letter" onClick={() => (asked.value = 'invite')}>
              {say.invite}
            </Button>
          )}
        </PageHead>
        <p>
          <span class={`standing-word standing-${state}`}>
            {say.states[state]}
            {away?.place_name ? ` · ${away.place_name}` : ''}
          </span>
        </p>
        {member.leaving_reason !== null && (
          <p class="note">{say.left(say.leavingReasons[member.leaving_reason] ?? member.leaving_reason)}</p>
        )}
        {standing.confirmed_state !== null && standing.confirmed_state !== state && (
          <p class="soft">{keepingWords.value.decision.confirmed(say.states[standing.confirmed_state])}</p>
        )}
        {suggestions.length > 0 && (
          <div class="note suggested">
            <strong>{say.suggestions}</strong>
            <ul class="stack tight">
              {suggestions.map((suggestion) => (
                <li key={suggestion.code}>{suggestion.sentence}</li>
              ))}
            </ul>
            {decides && member.to_on === null && (
              <Button onClick={() => (asked.value = 'decide')}>{keepingWords.value.decision.open}</Button>
            )}
          </div>
        )}
      </header>

      <div class="stack">
        {works && member.to_on === null && (
          <section class="card stack tight">
            <h2>{say.behalf}</h2>
            <p class="soft small">{member.has_account ? say.behalfHint : say.noAccount}</p>
            <div class="behalf-links">
              {FORM_KINDS.map((kind) => (
                <LinkButton key={kind} href={`/members/${member.id}/report/${kind}`}>
                  {officeWords.value.kinds[kind]}
                </LinkButton>
              ))}
            </div>
          </section>
        )}
        <section class="card stack">
          <div class="row">
            <h2>{say.record}</h2>
            <span class="push row">
              {works && (
                <Button look="quiet" icon="pen" onClick={() => (asked.value = 'edit')}>
                  {say.edit}
                </Button>
              )}
              {works && full.value === null && (
                <Button look="quiet" icon="eye" onClick={() => (asked.value = 'reveal')}>
                  {say.reveal}
                </Button>
              )}
            </span>
          </div>
          {full.value !== null && <p class="note">{say.revealed}</p>}
          <RecordFacts member={full.value ?? member} more={officeFacts(full.value ?? member)} />
        </section>
        {decides && member.to_on === null && <PersonalSettings memberId={member.id} />}
        {decides && member.to_on === null && (
          <div class="row">
            {suggestions.length === 0 && (
              <Button look="quiet" onClick={() => (asked.value = 'decide')}>
                {keepingWords.value.decision.open}
              </Button>
            )}
            <Button look="quiet" onClick={() => (asked.value = 'roll')}>
              {keepingWords.value.roll.open}
            </Button>
            <Button look="quiet" onClick={() => (asked.value = 'move')}>
              {say.move}
            </Button>
            <Button look="quiet" onClick={() => (asked.value = 'leave')}>
              {say.leaving}
            </Button>
          </div>
        )}
        <MemberTies member={member} works={works} decides={decides} onChanged={onChanged} />
      </div>

      <div class="stack">
        <MemberLiaisons member={member} />
        <MemberContacts
          member={member}
          mayLog={works && member.to_on === null}
          asksBy
          maySearch
        />
        <AwayPeriods memberId={member.id} onChanged={onChanged} />
        <HouseholdCard member={member} mayEdit={works && member.to_on === null} onChanged={onChanged} />
        <Timeline memberId={member.id} />
      </div>

      {asked.value === 'reveal' && (
        <RevealDialog
          onClose={close}
          reveal={async () => {
            full.value = await readMember(member.id, true);
          }}
        />
      )}
      {asked.value === 'invite' && <InvitationDialog personId={member.person_id} name={member.name} onClose={close} />}
      {asked.value === 'edit' && <EditDialog memberId={member.id} onClose={close} onDone={done} />}
      {asked.value === 'decide' && (
        <DecisionDialog member={member} suggestions={suggestions} onClose={close} onDone={done} />
      )}
      {asked.value === 'roll' && <RollDialog member={member} onClose={close} onDone={done} />}
      {asked.value === 'move' && <MovingDialog member={member} onClose={close} onDone={done} />}
      {asked.value === 'leave' && <LeavingDialog member={member} onClose={close} onDone={done} />}
    </div>
  );
}

function officeFacts(member: Member): [string, string | null][] {
  const { members: say } = officeWords.value;
  return [
    [say.group, member.group_name],
    [say.job, member.job],
    [say.landline, member.landline],
    [say.wechat, member.wechat],
    [say.communication, member.communication === null ? null : (say.communications[member.communication] ?? null)],
    [say.rollStatus, say.rollStatuses[member.roll_status] ?? member.roll_status],
    [say.note, member.note],
  ];
}
