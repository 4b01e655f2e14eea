import { useSignal } from '@preact/signals';
import { mergeMembers, tellApart } from '../../api/keeping';
import { readMember } from '../../api/members';
import type { Member, Pair } from '../../api/types';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { dateInWords } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { useLoad } from '../../ui/load';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { formWords } from '../../words/forms';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';

interface PairCardProps {
  pair: Pair;
  onDecided: () => void;
}

type Likeness = 'same' | 'gap' | 'differs';
type Line = [label: string, one: string, other: string, likeness: Likeness];

/** Two records side by side, what differs drawn out, and the two answers that a person can give. */
export function PairCard({ pair, onDecided }: PairCardProps) {
  const { duplicates: say } = keepingWords.value;
  const [oneId = '', otherId = ''] = pair.members.map((side) => side.id);
  const load = useLoad(`${oneId}/${otherId}`, () => Promise.all([readMember(oneId), readMember(otherId)]));
  const asking = useSignal(false);
  const busy = useSignal(false);
  if (load.value === undefined) {
    return (
      <section class="card">
        {load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />}
      </section>
    );
  }
  const [one, other] = load.value;
  const lines = compare(one, other);
  const differing = lines.filter(([, , , likeness]) => likeness === 'differs').length;

  async function apart(): Promise<void> {
    busy.value = true;
    try {
      await tellApart(oneId, otherId);
      tell(say.apartDone);
      onDecided();
    } catch (error) {
      tell(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <section class="card stack">
      <div>
        <h2>{one.name === other.name ? one.name : `${one.name} · ${other.name}`}</h2>
        <p class="soft small">
          {say.reasons[pair.reason]} · {differing === 0 ? say.alike : say.differ(differing)}
        </p>
      </div>
      <table class="sides">
        <thead>
          <tr>
            <th scope="col">
              <span class="sr">{officeWords.value.members.record}</span>
            </th>
            <th scope="col">
              <a href={`/members/${one.id}`}>{say.left}</a>
            </th>
            <th scope="col">
              <a href={`/members/${other.id}`}>{say.right}</a>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([label, left, right, likeness]) => (
            <tr key={label} class={likeness}>
              <th scope="row">{label}</th>
              <td class="number">{left}</td>
              <td class="number">{right}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="row">
        <Button onClick={() => (asking.value = true)}>
          {say.merge}
        </Button>
        <Button busy={busy.value} onClick={() => void apart()}>
          {say.apart}
        </Button>
      </div>
      {asking.value && (
        <MergeDialog
          sides={[one, other]}
          onClose={() => (asking.value = false)}
          onDone={() => {
            asking.value = false;
            onDecided();
          }}
        />
      )}
    </section>
  );
}

/** What a secretary compares, in the order in which two sheets are laid beside each other. */
function compare(one: Member, other: Member): Line[] {
  const { duplicates: say } = keepingWords.value;
  const { me } = formWords.value;
  const { members } = officeWords.value;
  const told = (member: Member): string[] => [
    member.name,
    member.organization_name,
    member.sex === '1' || member.sex === '2' ? me.sexes[member.sex] : '',
    dateInWords(member.birth_date),
    member.id_number ?? '',
    member.phone ?? '',
    me.kinds[member.kind],
    dateInWords(member.joined_on),
    dateInWords(member.confirmed_on),
    member.job ?? '',
    member.group_name ?? '',
    member.family_contact ?? '',
    member.away?.place_name ?? '',
  ];
  const labels = [
    me.name,
    me.branch,
    me.sex,
    me.birthDate,
    me.idNumber,
    me.phone,
    me.kind,
    me.joinedOn,
    me.confirmedOn,
    members.job,
    members.group,
    me.familyContact,
    members.place,
  ];
  const [left, right] = [told(one), told(other)];
  const lines = labels.map((label, index): Line => line(label, left[index] ?? '', right[index] ?? ''));
  return [
    ...lines.filter(([, a, b]) => a !== me.unknown || b !== me.unknown),
    [say.entered, dateInWords(one.from_on), dateInWords(other.from_on), 'gap'],
    [say.account, ...accountsOf(one, other), 'gap'],
  ];
}

function accountsOf(one: Member, other: Member): [string, string] {
  const { duplicates: say } = keepingWords.value;
  const told = (member: Member) => (member.has_account ? say.hasAccount : say.noAccount);
  return [told(one), told(other)];
}

/** What only one record knows, or knows more exactly, is a gap; what both know and tell otherwise is a difference. */
function line(label: string, one: string, other: string): Line {
  const { me } = formWords.value;
  const likeness = one === other ? 'same' : one.startsWith(other) || other.startsWith(one) ? 'gap' : 'differs';
  return [label, one || me.unknown, other || me.unknown, likeness];
}

interface MergeDialogProps {
  sides: [Member, Member];
  onClose: () => void;
  onDone: () => void;
}

function MergeDialog({ sides, onClose, onDone }: MergeDialogProps) {
  const { duplicates: say } = keepingWords.value;
  const kept = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const names = [say.left, say.right];

  async function merge(): Promise<void> {
    const dropped = sides.find((side) => side.id !== kept.value);
    if (kept.value === '' || dropped === undefined) {
      refusal.value = say.needKeep;
      return;
    }
    busy.value = true;
    try {
      await mergeMembers(kept.value, dropped.id);
      tell(say.merged);
      onDone();
    } catch (error) {
      refusal.value = sentenceOf(error);
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={say.mergeTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void merge()}>
            {say.mergeDo}
          </Button>
        </>
      }
    >
      <p class="soft">{say.mergeLead}</p>
      <ChoiceField
        label={say.keepLabel}
        value={kept.value}
        options={sides.map((side, index) => ({
          value: side.id,
          label: say.keep(
            `${names[index] ?? ''}（${side.organization_name}，${side.has_account ? say.hasAccount : say.noAccount}）`,
          ),
        }))}
        onValue={(value) => (kept.value = value)}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
