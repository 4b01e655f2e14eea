import { useSignal } from '@preact/signals';
import { readMember } from '../../api/members';
import { readReport } from '../../api/reports';
import { readScreeningLines } from '../../api/screenings';
import type { DeskItem, Member } from '../../api/types';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextArea, TextField } from '../../ui/field';
import { lazyPage, Nothing } from '../../ui/lazy';
import { useLoad } from '../../ui/load';
import { Sheet } from '../../ui/sheet';
import { Failure, Loading } from '../../ui/states';
import { words } from '../../words';
import { contributionsWords } from '../../words/contributions';
import { deskWords } from '../../words/desk';
import { handoffsWords } from '../../words/handoffs';
import { officeWords } from '../../words/office';
import { me } from '../auth/session';
import { listedAs } from '../contacts/listed-as';
import Sheets from '../contacts/sheets';
import { DecisionDialog } from '../members/decision-dialog';
import { LeavingDialog } from '../members/leaving-dialog';
import { MemberPicker } from '../members/member-picker';
import { RollDialog } from '../members/roll-dialog';
import type { SuggestionDialog } from '../pairings/suggestion-dialog';
import { ClosingDialog } from '../screenings/closing-dialog';
import type { ActOfProps } from '../ties/act-of';
import type { CloseMinutesProps } from '../trainings/close-minutes-dialog';
import type { PaidToProps } from '../dues/paid-to-dialog';
import { AcceptDialog } from './accept-dialog';
import { holdPairing, type Asked } from './acts';
import { doAct, holdAct } from './held';
import { keyOf } from './rows';

type PairAllProps = Parameters<typeof SuggestionDialog>[0];

const ActOf = lazyPage<ActOfProps>(() => import('../ties/act-of').then((all) => ({ default: all.ActOf })), Nothing);
const PaidTo = lazyPage<PaidToProps>(() => import('../dues/paid-to-dialog'), Nothing);
const PairAll = lazyPage<PairAllProps>(
  () => import('../pairings/suggestion-dialog').then((all) => ({ default: all.SuggestionDialog })),
  Nothing,
);
const CloseMinutes = lazyPage<CloseMinutesProps>(() => import('../trainings/close-minutes-dialog'), Nothing);

export interface AskedProps {
  item: DeskItem;
  act: Asked;
  onClose: () => void;
  onDone: () => void;
  /** Open what cannot be answered in a dialog beside the list. */
  onOpen: () => void;
}

/** The one question that an act of the desk asks before it is done. */
export default function AskedDialog(props: AskedProps) {
  const { item, act, onClose, onDone, onOpen } = props;
  const { did } = deskWords.value;
  const name = item.member_name ?? '';
  const member = { id: item.member_id ?? '', name };
  const shared = { onClose, onDone };
  const hold = (label: string) => (path: string, body: unknown) => holdAct({ key: keyOf(item), label, path, body });
  const to = (label: string, path: string) => (body: unknown) => hold(label)(path, body);
  switch (act) {
    case 'accept':
      return <Accept {...props} />;
    case 'log':
      return <Log {...props} />;
    case 'pair':
      return <Pair {...props} />;
    case 'pair_all':
      return <PairAll place={item.organization_id} hand={to(did.pairedAll, '/pairings')} {...shared} />;
    case 'number':
      return <NumberCard {...props} />;
    case 'decide':
      return (
        <DecisionDialog
          member={member}
          suggestions={[{ code: (item.code ?? '') as never }]}
          hand={to(did.decided(name), `/members/${member.id}/standing-decisions`)}
          {...shared}
        />
      );
    case 'roll':
      return <Roll {...props} />;
    case 'leave':
      return <LeavingDialog member={member} hand={to(did.left(name), `/members/${member.id}/leaving`)} {...shared} />;
    case 'dues':
      return (
        <PaidTo
          organizationId={item.organization_id}
          memberId={member.id}
          name={name}
          hand={to(did.paid(name), '/dues/payments')}
          {...shared}
        />
      );
    case 'deed_back':
      return <DeedBack {...props} />;
    case 'not_true':
      return <NotTrue {...props} />;
    case 'reply':
      return <Reply {...props} />;
    case 'minutes':
      return (
        <CloseMinutes
          id={item.subject_id}
          hand={to(did.closed, `/trainings/${item.subject_id}/closing`)}
          onFill={onOpen}
          {...shared}
        />
      );
    case 'close_round':
      return <CloseRound {...props} />;
    default:
      return (
        <ActOf
          item={{ act, code: item.code ?? '', member_id: member.id, member_name: name, subject_id: item.subject_id }}
          hand={hold(did.recorded(name))}
          {...shared}
        />
      );
  }
}

function Waiting({ title, error, onClose, onRetry }: { title: string; error: unknown; onClose: () => void; onRetry: () => void }) {
  return (
    <Dialog title={title} onClose={onClose} actions={<Button onClick={onClose}>{words.value.common.cancel}</Button>}>
      {error === undefined ? <Loading /> : <Failure error={error} onRetry={onRetry} />}
    </Dialog>
  );
}

function Accept({ item, onClose, onDone }: AskedProps) {
  const load = useLoad(item.subject_id, () => readReport(item.subject_id));
  const title = officeWords.value.desk.acceptTitle(item.member_name ?? '');
  if (load.value === undefined) return <Waiting title={title} error={load.error} onClose={onClose} onRetry={load.reload} />;
  return <AcceptDialog report={load.value} onClose={onClose} onDone={onDone} />;
}

function Log({ item, onClose }: AskedProps) {
  const id = item.member_id ?? '';
  const load = useLoad(`log/${id}`, async () => listedAs(await readMember(id), true));
  const person = me.value;
  if (person === null) return null;
  if (load.value === undefined) {
    return <Waiting title={item.member_name ?? ''} error={load.error} onClose={onClose} onRetry={load.reload} />;
  }
  return (
    <Sheets
      asked={{ act: 'log', item: load.value }}
      person={person}
      everybody={[load.value]}
      today={today()}
      asksBy
      onClose={onClose}
    />
  );
}

function Pair({ item, onClose, onDone }: AskedProps) {
  const say = deskWords.value;
  return (
    <Dialog
      title={say.pairTitle(item.member_name ?? '')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{words.value.common.cancel}</Button>}
    >
      <p class="soft">{say.pairHint}</p>
      <MemberPicker
        label={say.pairFind}
        organizationId={item.organization_id}
        without={item.member_id === null ? [] : [item.member_id]}
        onPick={(member: Member) => void holdPairing(item, member).then((taken) => taken && onDone())}
      />
    </Dialog>
  );
}

function Roll({ item, onClose, onDone }: AskedProps) {
  const id = item.member_id ?? '';
  const { did } = deskWords.value;
  const name = item.member_name ?? '';
  const load = useLoad(`roll/${id}`, () => readMember(id));
  if (load.value === undefined) return <Waiting title={name} error={load.error} onClose={onClose} onRetry={load.reload} />;
  return (
    <RollDialog
      member={load.value}
      hand={(body) => holdAct({ key: keyOf(item), label: did.decided(name), path: `/members/${id}/roll-decisions`, body })}
      onClose={onClose}
      onDone={onDone}
    />
  );
}

function CloseRound({ item, onClose, onDone }: AskedProps) {
  const { acts, did } = deskWords.value;
  const id = item.subject_id;
  const load = useLoad(`round/${id}`, () => readScreeningLines(id));
  if (load.value === undefined) {
    return <Waiting title={acts.closeRound} error={load.error} onClose={onClose} onRetry={load.reload} />;
  }
  return (
    <ClosingDialog
      round={load.value.round}
      missing={load.value.round.missing.map((one) => one.name)}
      hand={(body) => holdAct({ key: keyOf(item), label: did.roundClosed, path: `/screenings/${id}/closing`, body })}
      onClose={onClose}
      onDone={onDone}
    />
  );
}

function DeedBack({ item, onClose, onDone }: AskedProps) {
  const word = contributionsWords.value;
  const { did } = deskWords.value;
  const name = item.member_name ?? '';
  return (
    <OneSentence
      title={officeWords.value.desk.sendBackTitle(name)}
      label={word.reason}
      lack={officeWords.value.desk.needReason}
      action={word.sendBack}
      record={(reason) =>
        holdAct({
          key: keyOf(item),
          label: did.sentBack(name),
          path: `/contributions/${item.subject_id}/sending-back`,
          body: { reason },
        })
      }
      onClose={onClose}
      onDone={onDone}
    />
  );
}

function NotTrue({ item, onClose, onDone }: AskedProps) {
  const say = deskWords.value;
  return (
    <OneSentence
      title={`${item.member_name ?? ''} · ${say.acts.notTrue}`}
      lead={say.notTrueLead}
      label={say.notTrueWords}
      lack={say.needNotTrue}
      action={say.acts.notTrue}
      record={(reason) =>
        holdAct({
          key: keyOf(item),
          label: say.did.checked(item.member_name ?? ''),
          path: `/reports/${item.subject_id}/sending-back`,
          body: { reason },
        })
      }
      onClose={onClose}
      onDone={onDone}
    />
  );
}

function Reply({ item, onClose, onDone }: AskedProps) {
  const word = handoffsWords.value;
  return (
    <OneSentence
      title={word.replyWords}
      lead={item.sentence}
      label={word.replyWords}
      lack={word.needReply}
      action={word.replyWords}
      record={(reply) =>
        holdAct({ key: keyOf(item), label: word.replied, path: `/handoffs/${item.subject_id}/reply`, body: { reply } })
      }
      onClose={onClose}
      onDone={onDone}
    />
  );
}

interface OneSentenceProps {
  title: string;
  lead?: string;
  label: string;
  lack: string;
  action: string;
  record: (words: string) => Promise<void>;
  onClose: () => void;
  onDone: () => void;
}

/** An act that takes one sentence, because somebody will read it. */
function OneSentence({ title, lead, label, lack, action, record, onClose, onDone }: OneSentenceProps) {
  const text = useSignal('');
  async function confirm(): Promise<string | null> {
    if (text.value.trim() === '') return lack;
    await record(text.value.trim());
    onDone();
    return null;
  }
  return (
    <Sheet title={title} action={action} cancel={words.value.common.cancel} onConfirm={confirm} onClose={onClose}>
      {lead !== undefined && <p class="soft">{lead}</p>}
      <TextArea label={label} maxLength={500} value={text.value} onValue={(value) => (text.value = value)} />
    </Sheet>
  );
}

function NumberCard({ item, onClose, onDone }: AskedProps) {
  const say = deskWords.value;
  const { desk } = officeWords.value;
  const number = useSignal('');
  const issuedOn = useSignal(today());
  const lack = useSignal<string | undefined>(undefined);

  async function save(): Promise<void> {
    if (number.value.trim() === '') {
      lack.value = say.needNumber;
      return;
    }
    const label = say.did.numbered(item.member_name ?? '');
    const body = { number: number.value.trim(), issued_on: issuedOn.value };
    if (await doAct({ key: keyOf(item), label, path: `/cards/${item.subject_id}/numbering`, body })) onDone();
  }

  return (
    <Dialog
      title={say.numberTitle(item.member_name ?? '')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" onClick={() => void save()}>
            {say.acts.number}
          </Button>
        </>
      }
    >
      <TextField
        label={desk.cardNumber}
        error={lack.value}
        value={number.value}
        maxLength={40}
        onValue={(value) => (number.value = value)}
      />
      <TextField
        label={desk.cardIssuedOn}
        type="date"
        max={today()}
        value={issuedOn.value}
        onValue={(value) => (issuedOn.value = value)}
      />
    </Dialog>
  );
}
