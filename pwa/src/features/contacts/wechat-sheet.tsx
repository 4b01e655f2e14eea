import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { lookUpNumbers } from '../../api/contacts';
import type { WorkItem } from '../../api/types';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { say as tell } from '../../ui/toast';
import { todayWords } from '../../words/today';
import { copyText } from '../invitations/copy-text';
import { useEntry } from './entry';
import { Outcomes } from './outcomes';
import type { SheetsProps } from './sheets';
import { ToldFolds } from './told-folds';

type WechatSheetProps = Omit<SheetsProps, 'asked'> & { item: WorkItem };

/** A message: id and greeting to copy, and whether there was a reply. */
export function WechatSheet(props: WechatSheetProps) {
  const { item, onClose } = props;
  const say = todayWords.value;
  const form = useEntry({ ...props, start: { way: 'wechat', whom: 'self' } });
  const id = useSignal<string | null | undefined>(undefined);

  useEffect(() => {
    lookUpNumbers(item.member_id, 'member').then(
      (numbers) => (id.value = numbers.wechat),
      // Without a network the greeting can still be copied, and the reply noted down.
      () => (id.value = undefined),
    );
  }, []);

  async function copy(text: string): Promise<void> {
    if (await copyText(text)) tell(say.copied);
  }

  return (
    <Dialog title={say.wechatTitle(item.member_name)} onClose={onClose}>
      <div class="stack tight">
        {typeof id.value === 'string' && (
          <Button block onClick={() => void copy(id.value ?? '')}>
            {`${say.copyId} ${id.value}`}
          </Button>
        )}
        {id.value === null && <p class="soft">{say.noWechat}</p>}
        <p class="note">{say.greeting(item.member_name)}</p>
        <Button block onClick={() => void copy(say.greeting(item.member_name))}>
          {say.copyText}
        </Button>
      </div>
      <h3>{say.answered}</h3>
      <TextArea
        label={say.note}
        hint={say.noteHint}
        optional
        maxLength={1000}
        value={form.entry.value.note}
        onValue={(note) => form.change({ note })}
      />
      <div>
        <ToldFolds form={form} />
      </div>
      {form.refusal.value !== null && (
        <p class="note bad" role="alert">
          {form.refusal.value}
        </p>
      )}
      <Outcomes form={form} />
    </Dialog>
  );
}
