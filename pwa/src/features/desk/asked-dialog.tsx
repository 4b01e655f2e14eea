import { useSignal } from '@preact/signals';
import { readMember } from '../../api/members';
import { readReport } from '../../api/reports';
import type { DeskItem, Member } from '../../api/types';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { Failure, Loading } from '../../ui/states';
import { words } from '../../words';
import { deskWords } from '../../words/desk';
import { officeWords } from '../../words/office';
import { me } from '../auth/session';
import { listedAs } from '../contacts/listed-as';
import Sheets from '../contacts/sheets';
import { DecisionDialog } from '../members/decision-dialog';
import { MemberPicker } from '../members/member-picker';
import { AcceptDialog } from './accept-dialog';
import { holdPairing, type Asked } from './acts';
import { holdAct } from './held';
import { keyOf } from './rows';

export interface AskedProps {
  item: DeskItem;
  act: Asked;
  onClose: () => void;
  onDone: () => void;
}

/** The one question that an act of the desk asks before it is done. */
export default function AskedDialog(props: AskedProps) {
  switch (props.act) {
    case 'accept':
      return <Accept {...props} />;
    case 'log':
      return <Log {...props} />;
    case 'pair':
      return <Pair {...props} />;
    case 'number':
      return <NumberCard {...props} />;
    case 'decide':
      return (
        <DecisionDialog
          member={{ id: props.item.member_id ?? '', name: props.item.member_name ?? '' }}
          suggestions={[{ code: (props.item.code ?? '') as never }]}
          onClose={props.onClose}
          onDone={props.onDone}
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
        onPick={(member: Member) => void holdPairing(item, member).then(onDone)}
      />
    </Dialog>
  );
}

function NumberCard({ item, onClose, onDone }: AskedProps) {
  const say = deskWords.value;
  const { desk } = officeWords.value;
  const number = useSignal('');
  const issuedOn = useSignal(today());
  const lack = useSignal<string | undefined>(undefined);

  function save(): void {
    if (number.value.trim() === '') {
      lack.value = say.needNumber;
      return;
    }
    const label = say.did.numbered(item.member_name ?? '');
    const body = { number: number.value.trim(), issued_on: issuedOn.value };
    void holdAct({ key: keyOf(item), label, path: `/cards/${item.subject_id}/numbering`, body }).then(onDone);
  }

  return (
    <Dialog
      title={say.numberTitle(item.member_name ?? '')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" onClick={save}>
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
