import type { NewContact } from '../../api/types';
import type { OutboxItem } from '../../offline';

/** A contact that was noted on this phone and that the list from the server does not know yet. */
export interface Mark {
  item: OutboxItem;
  contactId: string;
  memberIds: string[];
  body: NewContact;
}

function isContact(item: OutboxItem): boolean {
  return item.kind === 'contact' && item.path === '/contacts';
}

/** What lies on this phone, or left it after the list was read; what was taken back again is none of it. */
export function marksOf(unsent: OutboxItem[], sent: OutboxItem[], listReadAt: number): Mark[] {
  const everything = [...unsent, ...sent];
  const withdrawn = new Set(everything.map((item) => /^\/contacts\/([^/]+)\/withdrawal$/.exec(item.path)?.[1]));
  const newer = sent.filter((item) => Date.parse(item.createdAt) >= listReadAt);
  return [...unsent, ...newer].filter(isContact).flatMap((item) => {
    const body = item.body as NewContact;
    const contactId = body.id ?? item.id;
    return withdrawn.has(contactId) ? [] : [{ item, contactId, memberIds: body.member_ids, body }];
  });
}
