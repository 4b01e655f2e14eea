import { OfflineError } from '../../offline';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { todayWords } from '../../words/today';
import { handIn, offline } from '../outbox/store';
import type { Mark } from './marks';

/** Undo an entry, and say what became of it. */
export async function takeBack(accountId: string, mark: Mark): Promise<void> {
  try {
    tell(await undo(accountId, mark));
  } catch (error) {
    tell(sentenceOf(error));
  }
}

/** Undo an entry: as if it had never been while it rests here, by a withdrawal once it is on its way. */
async function undo(accountId: string, mark: Mark): Promise<string> {
  const say = todayWords.value;
  if (mark.item.state === 'waiting' || mark.item.state === 'needs_you') {
    try {
      await offline.discard(mark.item.id);
      return say.undone;
    } catch (error) {
      if (!(error instanceof OfflineError)) throw error;
    }
  }
  if (mark.memberIds.length > 1) await withdrawTogether(mark);
  else {
    await handIn(accountId, {
      kind: 'contact_withdrawal',
      label: `${say.undo} · ${mark.item.label}`,
      path: `/contacts/${mark.contactId}/withdrawal`,
      body: {},
    });
  }
  return say.withdrawn;
}

/** One entry for several people became a contact of each; only the server knows their ids. */
async function withdrawTogether({ contactId, memberIds }: Mark): Promise<void> {
  const { listContacts, withdrawContact } = await import('../../api/contacts');
  for (const memberId of memberIds) {
    const page = await listContacts(memberId);
    const found = page.items.find((contact) => contact.joint_id === contactId);
    if (found !== undefined) await withdrawContact(found.id);
  }
}
