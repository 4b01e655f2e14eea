import { useSignal } from '@preact/signals';
import { askForNumbers, type Numbers } from '../../api/pairings';
import { Button, LinkButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { pairingsWords } from '../../words/pairings';
import { copyText } from '../invitations/copy-text';

interface CallDialogProps {
  memberId: string;
  name: string;
  onClose: () => void;
}

const DIALLED = /1\d{10}|0\d{2,3}-?\d{7,8}/g;

/** Call or write to a member or the family: the number comes on the tap that asks for it, and leaves one line. */
export default function CallDialog({ memberId, name, onClose }: CallDialogProps) {
  const { call: words } = pairingsWords.value;
  const got = useSignal<Numbers | null>(null);
  const busy = useSignal(false);

  async function ask(whom: 'member' | 'family'): Promise<void> {
    busy.value = true;
    try {
      got.value = await askForNumbers(memberId, whom);
    } catch (error) {
      say(sentenceOf(error));
    }
    busy.value = false;
  }

  const found = got.value;
  const told = found === null ? [] : [found.phone, found.landline, found.family_contact];
  const numbers = told.flatMap((text) => text?.match(DIALLED) ?? []);
  return (
    <Dialog
      title={words.title(name)}
      onClose={onClose}
      actions={
        <Button look="quiet" onClick={onClose}>
          {words.close}
        </Button>
      }
    >
      <p class="soft small">{words.hint}</p>
      {found === null && (
        <>
          <Button block icon="phone" busy={busy.value} onClick={() => void ask('member')}>
            {words.member}
          </Button>
          <Button block icon="home" busy={busy.value} onClick={() => void ask('family')}>
            {words.family}
          </Button>
        </>
      )}
      {found?.family_contact !== null && found?.family_contact !== undefined && <p>{found.family_contact}</p>}
      {numbers.map((number) => (
        <LinkButton key={number} block look="primary" icon="phone" href={`tel:${number}`}>
          {words.dial(number)}
        </LinkButton>
      ))}
      {found?.wechat !== null && found?.wechat !== undefined && (
        <Button
          block
          onClick={() => void copyText(found.wechat ?? '').then(() => say(words.copied))}
        >
          {words.copyWechat}
        </Button>
      )}
      {found !== null && numbers.length === 0 && found.wechat === null && <p>{words.nothing}</p>}
    </Dialog>
  );
}
