import { useSignal } from '@preact/signals';
import { readMemberDues } from '../../api/dues';
import { copyRegistrations, listHostLinks, listTransfers, readProbation, readRegistration } from '../../api/ties';
import type { HostLink, Member, MemberDues, Probation, Registration, Transfer } from '../../api/types';
import { Button, LinkButton } from '../../ui/button';
import { dateInWords, shortDate, today } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { duesWords } from '../../words/dues';
import { tiesWords } from '../../words/ties';
import { yuanOf } from '../dues/months';
import { HostDialog } from './host-dialog';
import { ProbationCorrection } from './probation-correction';
import { ProbationDialog } from './probation-dialog';
import { ActDialog, PlanDialog } from './transfer-dialogs';
import './ties.css';

interface MemberTiesProps {
  member: Member;
  works: boolean;
  decides: boolean;
  onChanged: () => void;
}

/** What ties one member to the branch: dues, probation, transfer, host branch, national system. */
export default function MemberTies({ member, works, decides, onChanged }: MemberTiesProps) {
  const id = member.id;
  const load = useLoad(id, () =>
    Promise.all([readMemberDues(id), readProbation(id), listTransfers(id), listHostLinks(id), readRegistration(id)]),
  );
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const [dues, probation, transfers, links, registration] = load.value;
  const changed = () => {
    load.reload();
    onChanged();
  };
  const isHere = member.to_on === null;
  const common = { member, onChanged: changed };
  return (
    <>
      {(probation.on_probation || probation.steps.length > 0) && (
        <ProbationSection {...common} probation={probation} mayRecord={decides && isHere} />
      )}
      <DuesSection dues={dues} works={works && isHere} />
      {(member.away !== null || links.length > 0) && (
        <HostSection {...common} links={links} mayRecord={works && isHere && member.away !== null} />
      )}
      {(member.away !== null || registration.entered !== null) && (
        <RegistrationSection {...common} registration={registration} mayRecord={works && isHere} />
      )}
      {(transfers.length > 0 || (decides && isHere)) && (
        <TransferSection {...common} transfers={transfers} mayRecord={decides && isHere} />
      )}
    </>
  );
}

interface SectionProps {
  member: Member;
  mayRecord: boolean;
  onChanged: () => void;
}

export function DuesSection({ dues, works }: { dues: MemberDues; works: boolean }) {
  const say = duesWords.value;
  const amount = dues.assessments[0];
  const newest = dues.months.slice(0, 3);
  return (
    <section class="card stack tight">
      <h2>{say.line}</h2>
      <p class="number">
        {[
          dues.paid_to === null ? say.unknown : say.until(dateInWords(dues.paid_to)),
          amount === undefined ? say.notSet : say.perMonth(yuanOf(amount.monthly_fen)),
        ].join(' · ')}
      </p>
      {newest.length === 0 ? (
        <p class="soft small">{say.noMonths}</p>
      ) : (
        <ul class="soft small number">
          {newest.map((cell) => (
            <li key={cell.month}>
              {[
                dateInWords(cell.month),
                cell.state === 'waived' ? say.marks.waived : say.yuan(yuanOf(cell.amount_fen)),
                say.paidOnDay(shortDate(cell.on_date)),
              ].join(' · ')}
            </li>
          ))}
        </ul>
      )}
      {works && (
        <div class="row">
          <LinkButton href="/dues" look="quiet">
            {say.open}
          </LinkButton>
        </div>
      )}
    </section>
  );
}

export function ProbationSection(props: SectionProps & { probation: Probation }) {
  const { member, probation, mayRecord, onChanged } = props;
  const { probation: say } = tiesWords.value;
  const recording = useSignal(false);
  const correcting = useSignal<Probation['steps'][number] | null>(null);
  const { steps, ends_on: ends, next_step: next, started_on: started, on_probation: isOn } = probation;
  const mayCorrect = (step: Probation['steps'][number]) => mayRecord && (isOn || step.step === 'approved');
  const done = () => {
    recording.value = false;
    correcting.value = null;
    onChanged();
  };
  return (
    <section class="card stack">
      <div>
        <h2>{say.title}</h2>
        <p class="soft number">
          {ends === null ? say.unknown : say.ends(dateInWords(ends))}
          {probation.approval_due_on !== null && next !== null && ` · ${say.approvalDue(shortDate(probation.approval_due_on))}`}
        </p>
      </div>
      <ol class="timeline">
        {probation.start_from_joining && started !== null && (
          <li>
            <time class="soft small number">{dateInWords(started)}</time>
            <p>
              {say.steps.accepted} <span class="soft small">{say.fromJoining}</span>
            </p>
          </li>
        )}
        {steps.map((step) => (
          <li key={step.id}>
            <time class="soft small number">{dateInWords(step.on_date)}</time>
            <p>
              {say.steps[step.step]}
              {step.months !== null && ` ${say.extendedBy(step.months)}`}
            </p>
            {step.full_from_on !== null && <p class="small">{say.fullSince(dateInWords(step.full_from_on))}</p>}
            <p class="soft small">{[step.meeting, step.basis].filter(Boolean).join(' · ')}</p>
            {mayCorrect(step) && (
              <Button look="quiet" onClick={() => (correcting.value = step)}>
                {say.correct}
              </Button>
            )}
          </li>
        ))}
        {next !== null && (
          <li class="to-come">
            <span class="soft small">{say.next}</span>
            <p class="soft">{say.steps[next]}</p>
          </li>
        )}
      </ol>
      {mayRecord && isOn && (
        <div class="row">
          <Button onClick={() => (recording.value = true)}>{say.record}</Button>
        </div>
      )}
      {recording.value && (
        <ProbationDialog
          memberId={member.id}
          name={member.name}
          next={next}
          onClose={() => (recording.value = false)}
          onDone={done}
        />
      )}
      {correcting.value !== null && (
        <ProbationCorrection
          step={correcting.value}
          onlyTakeBack={!isOn}
          onClose={() => (correcting.value = null)}
          onDone={done}
        />
      )}
    </section>
  );
}

function TransferSection({ member, transfers, mayRecord, onChanged }: SectionProps & { transfers: Transfer[] }) {
  const { transfer: say } = tiesWords.value;
  const planning = useSignal(false);
  const acting = useSignal<Transfer | null>(null);
  const isOpen = transfers.some((one) => ['planned', 'letter_issued', 'in_transit', 'received'].includes(one.state));
  const done = () => {
    planning.value = false;
    acting.value = null;
    onChanged();
  };
  return (
    <section class="card stack tight">
      <h2>{say.title}</h2>
      {transfers.length === 0 && <p class="soft">{say.none}</p>}
      {transfers.map((one) => (
        <div key={one.id} class="stack tight">
          <p>
            <strong>{say.states[one.state_today]}</strong> {one.to_organization}
          </p>
          <p class="soft small number">
            {[
              one.letter_number,
              one.valid_until !== null && one.received_on === null && say.until(dateInWords(one.valid_until)),
              one.received_on !== null && `${say.acts.received} ${shortDate(one.received_on)}`,
              one.basis,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {one.state === 'received' && mayRecord && <p class="note">{say.receivedHint}</p>}
          {mayRecord && one.possible.length > 0 && (
            <div class="row">
              <Button onClick={() => (acting.value = one)}>{say.record}</Button>
            </div>
          )}
        </div>
      ))}
      {mayRecord && !isOpen && (
        <div class="row">
          <Button look="quiet" onClick={() => (planning.value = true)}>
            {say.plan}
          </Button>
        </div>
      )}
      {planning.value && (
        <PlanDialog memberId={member.id} name={member.name} onClose={() => (planning.value = false)} onDone={done} />
      )}
      {acting.value !== null && (
        <ActDialog
          transferId={acting.value.id}
          name={member.name}
          possible={acting.value.possible}
          onClose={() => (acting.value = null)}
          onDone={done}
        />
      )}
    </section>
  );
}

function HostSection({ member, links, mayRecord, onChanged }: SectionProps & { links: HostLink[] }) {
  const { host: say } = tiesWords.value;
  const telling = useSignal(false);
  const full = useSignal<string | null>(null);
  const present = links.find((link) => link.away_period_id === member.away?.id);
  const shown = present ?? links[0];

  async function reveal(): Promise<void> {
    try {
      full.value = (await listHostLinks(member.id, true)).find((link) => link.id === shown?.id)?.contact ?? null;
    } catch (error) {
      tell(sentenceOf(error));
    }
  }

  return (
    <section class="card stack tight">
      <h2>{say.title}</h2>
      {shown === undefined ? (
        <p class="soft">{say.none}</p>
      ) : (
        <>
          <p>
            <strong>{say.states[shown.state]}</strong> {shown.organization}
          </p>
          <p class="soft small number">
            {[shown.on_date && shortDate(shown.on_date), full.value ?? shown.contact].filter(Boolean).join(' · ')}
          </p>
        </>
      )}
      {mayRecord && (
        <div class="row">
          <Button onClick={() => (telling.value = true)}>{say.tell}</Button>
          {shown !== undefined && shown.contact !== null && full.value === null && (
            <Button look="quiet" icon="eye" onClick={() => void reveal()}>
              {say.reveal}
            </Button>
          )}
          <LinkButton href={`/members/${member.id}/introduction`} look="quiet">
            {say.introduction}
          </LinkButton>
        </div>
      )}
      {telling.value && (
        <HostDialog
          memberId={member.id}
          name={member.name}
          present={present}
          onClose={() => (telling.value = false)}
          onDone={() => {
            telling.value = false;
            full.value = null;
            onChanged();
          }}
        />
      )}
    </section>
  );
}

function RegistrationSection({ member, registration, mayRecord, onChanged }: SectionProps & { registration: Registration }) {
  const { registration: say } = tiesWords.value;
  const busy = useSignal(false);
  const { entered, on_date: on, by_name: name } = registration;

  async function mark(): Promise<void> {
    busy.value = true;
    try {
      const rows = [{ member_id: member.id, entered: true }];
      await copyRegistrations({ organization_id: member.organization_id, on_date: today(), as_of: null, rows });
      tell(say.marked);
      onChanged();
    } catch (error) {
      tell(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <section class="card stack tight">
      <h2>{say.title}</h2>
      <p class={entered === true ? '' : 'soft'}>
        {entered === null || on === null
          ? say.unknown
          : entered
            ? say.yes(dateInWords(on), name ?? '')
            : say.no(dateInWords(on))}
      </p>
      {mayRecord && entered !== true && member.away !== null && (
        <div class="row">
          <Button look="quiet" busy={busy.value} onClick={() => void mark()}>
            {say.mark}
          </Button>
        </div>
      )}
    </section>
  );
}
