import type { DeskItem, Me } from '../../api/types';
import { mintUuid } from '../../offline/mint';
import { today } from '../../ui/dates';
import { deskWords } from '../../words/desk';
import { hasRole, mayDecide } from '../auth/roles';
import { holdAct } from './held';
import { isReport, keyOf } from './rows';

export type Asked = 'accept' | 'log' | 'pair' | 'number' | 'decide';

/** One thing that can be done about a line: at once, after one question, or on the page that is prepared for it. */
export type Act = { word: string } & ({ run: () => Promise<void> } | { ask: Asked } | { href: string });

/** What can be done about an item, the nearest first. */
export function actsOf(item: DeskItem, person: Me): Act[] {
  const { acts, did } = deskWords.value;
  const name = item.member_name ?? '';
  const decides = mayDecide(person);
  const member = `/members/${item.member_id ?? ''}`;
  const held = (word: string, label: string, path: string, body: unknown = {}): Act => ({
    word,
    run: () => holdAct({ key: keyOf(item), label, path, body }),
  });

  if (isReport(item)) {
    if (item.kind === 'hearsay_waiting') return [{ word: acts.departure, href: `${member}/report/departure` }];
    if (!decides) return [];
    // A departure has a day and a card, a return an inspection: those are asked; the others are one decision.
    return item.code === 'change' || item.code === 'yearly'
      ? [held(acts.accept, did.accepted(name), `/reports/${item.subject_id}/acceptance`)]
      : [{ word: acts.accept, ask: 'accept' }];
  }
  switch (item.kind) {
    case 'handoff_open':
      return hasRole(person, 'secretary')
        ? [held(acts.done, did.done(name), `/handoffs/${item.subject_id}/answer`, { state: 'done', answer: null })]
        : [];
    case 'need_unassigned':
      return decides
        ? [held(acts.take, did.taken(name), `/needs/${item.subject_id}/assignment`, { handler_id: person.person_id, due_on: null })]
        : [];
    case 'contribution_waiting':
      return decides ? [held(acts.confirmDeed, did.deed(name), `/contributions/${item.subject_id}/acceptance`)] : [];
    case 'make_up_waiting':
      return decides
        ? [
            held(acts.confirm, did.confirmed(name), `/make-ups/${item.subject_id}/confirmation`, { confirmed: true }),
            held(acts.decline, did.declined(name), `/make-ups/${item.subject_id}/confirmation`, { confirmed: false }),
          ]
        : [];
    case 'contact_double':
      return decides
        ? [
            held(acts.same, did.same(name), `/contacts/${item.subject_id}/merging`, { same: true }),
            held(acts.other, did.other(name), `/contacts/${item.subject_id}/merging`, { same: false }),
          ]
        : [];
    case 'card_to_inspect':
      return decides
        ? [held(acts.inspected, did.inspected(name), `/cards/${item.subject_id}/changes`, { state: 'inspected', on_date: today() })]
        : [];
    case 'card_to_number':
      return decides ? [{ word: acts.number, ask: 'number' }] : [];
    case 'contact_overdue':
      return [{ word: acts.log, ask: 'log' }];
    case 'liaison_lost':
      return decides ? [{ word: acts.pair, ask: 'pair' }, { word: acts.pairings, href: '/pairings' }] : [];
    case 'liaison_missing':
      return [{ word: acts.pairings, href: '/pairings' }];
    case 'contact_due':
      return [{ word: acts.list, href: '/contacts' }];
    case 'yearly_report_due':
      return [{ word: acts.yearly, href: `${member}/report/yearly` }];
    case 'host_link_due':
      return [{ word: acts.host, href: member }];
    case 'transfer_waiting':
      return [{ word: acts.transfer, href: member }];
    case 'visit_window_open':
    case 'arrivals_missing':
      return [{ word: acts.visits, href: `/visits?window=${item.code ?? ''}` }];
    case 'screening_open':
      return [{ word: acts.screen, href: `/screenings/${item.subject_id}` }];
    case 'screening_to_open':
      return [{ word: acts.screen, href: '/screenings' }];
    case 'training_to_close':
      return [{ word: acts.minutes, href: `/trainings/${item.subject_id}` }];
    case 'training_not_planned':
      return [{ word: acts.plan, href: '/trainings/new' }];
    case 'registration_due':
      return [{ word: acts.copy, href: '/standing/national' }];
    case 'opening_missing':
      return [{ word: acts.fill, href: '/members/opening' }];
    case 'suggestion':
      return suggested(item, member, decides);
    default:
      return [];
  }
}

function suggested(item: DeskItem, member: string, decides: boolean): Act[] {
  const { acts } = deskWords.value;
  const code = item.code ?? '';
  if (code.startsWith('dues_')) return [{ word: acts.dues, href: '/dues' }];
  if (code.startsWith('probation') || code === 'approval_waiting') return [{ word: acts.probation, href: member }];
  if (code.startsWith('card_')) return [{ word: acts.card, href: member }];
  if (code === 'suggest_transfer') return [{ word: acts.transfer, href: member }];
  if (code === 'ask_return') return [{ word: acts.return, href: `${member}/report/return` }];
  if (code === 'suspected_out_of_contact') return [{ word: acts.log, ask: 'log' }];
  return decides ? [{ word: acts.decide, ask: 'decide' }] : [];
}

/** The pairing of one member with one liaison, as the server takes it. */
export function holdPairing(item: DeskItem, liaison: { id: string; name: string }): Promise<void> {
  return holdAct({
    key: keyOf(item),
    label: deskWords.value.did.paired(item.member_name ?? '', liaison.name),
    path: '/pairings',
    body: {
      organization_id: item.organization_id,
      pairs: [{ id: mintUuid(), member_id: item.member_id, liaison_id: liaison.id }],
    },
  });
}
