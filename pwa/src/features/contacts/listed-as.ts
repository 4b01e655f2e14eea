import { listPairingsOf } from '../../api/pairings';
import type { Member, WorkItem } from '../../api/types';

/** A member as the work list would have them, for a sheet that is opened elsewhere. */
export function notListed(member: Member): WorkItem {
  return {
    member_id: member.id,
    member_name: member.name,
    organization_id: member.organization_id,
    urgency: 'none',
    duties: [],
    communication: member.communication,
    away_since: null,
    place_code: null,
    place_name: null,
    place_unsettled: false,
    employer: null,
    expected_return_on: null,
    at_home_until: null,
    last: null,
    last_words: null,
    attempts: 0,
    needs: [],
    liaisons: [],
  };
}

/** The same with the liaisons of today, where it matters who was in touch; without a network they stay unknown. */
export async function listedAs(member: Member, withLiaisons: boolean): Promise<WorkItem> {
  const item = notListed(member);
  if (!withLiaisons) return item;
  try {
    const { items } = await listPairingsOf(member.id);
    const liaisons = items
      .filter((one) => one.in_force)
      .map((one) => ({ member_id: one.liaison_id, name: one.liaison_name, lead: one.lead }));
    return { ...item, liaisons };
  } catch {
    return item;
  }
}
