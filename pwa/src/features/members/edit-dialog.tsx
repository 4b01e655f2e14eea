import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listGroups } from '../../api/keeping';
import { editMember, readMemberForEdit } from '../../api/members';
import { Problem } from '../../api/problem';
import type { Group } from '../../api/types';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { officeWords } from '../../words/office';
import { changesOf, draftFromMember } from './record-draft';
import { RecordFields, type RecordDraft } from './record-fields';

interface EditDialogProps {
  memberId: string;
  onClose: () => void;
  onDone: () => void;
}

interface Editing {
  etag: string;
  groups: Group[];
  before: RecordDraft;
  draft: RecordDraft;
}

/** Edits name the version that was read; somebody else's edit in between is shown, never overwritten. */
export function EditDialog({ memberId, onClose, onDone }: EditDialogProps) {
  const { members: say } = officeWords.value;
  const editing = useSignal<Editing | null>(null);
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const errors = useSignal<Record<string, string[]>>({});

  useEffect(() => void open(), []);

  async function open(): Promise<void> {
    try {
      const { content, etag } = await readMemberForEdit(memberId);
      const draft = draftFromMember(content);
      const groups = await listGroups(content.organization_id);
      editing.value = { etag, groups: groups.items.filter((one) => one.ended_on === null), before: draft, draft };
    } catch (error) {
      refusal.value = sentenceOf(error);
    }
  }

  async function save(now: Editing): Promise<void> {
    const changes = changesOf(now.before, now.draft);
    if (Object.keys(changes).length === 0) {
      onClose();
      return;
    }
    busy.value = true;
    refusal.value = null;
    try {
      const receipt = await editMember(memberId, now.etag, changes);
      tell(say.saved(receipt.number));
      onDone();
      return;
    } catch (error) {
      if (error instanceof Problem && error.status === 412) {
        await open();
        refusal.value = say.stale;
      } else {
        refusal.value = sentenceOf(error);
        errors.value = error instanceof Problem ? error.errors : {};
      }
    }
    busy.value = false;
  }

  const now = editing.value;
  return (
    <Dialog
      title={say.editTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} disabled={now === null} onClick={() => now && void save(now)}>
            {say.save}
          </Button>
        </>
      }
    >
      {now === null && refusal.value === null && <Loading />}
      {now !== null && (
        <RecordFields
          draft={now.draft}
          errors={errors.value}
          groups={now.groups}
          change={(part) => (editing.value = { ...now, draft: { ...now.draft, ...part } })}
        />
      )}
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
