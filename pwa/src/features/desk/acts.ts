import type { DeskItem, ListItem, Me } from '../../api/types';
import { mintUuid } from '../../offline/mint';
import { today } from '../../ui/dates';
import { deskWords } from '../../words/desk';
import { hasRole, keepsContacts, mayDecide, worksForBranch } from '../auth/roles';
import type { FormKind } from '../reports/draft';
import { doAct } from './held';
import { isReport, keyOf } from './rows';

/** The acts that ask one thing first; those of the clocks are called as the small lists call them. */
export type Asked =
  | 'accept'
  | 'log'
  | 'pair'
  | 'pair_all'
  | 'number'
  | 'decide'
  | 'roll'
  | 'leave'
  | 'dues'
  | 'deed_back'
  | 'not_true'
  | 'reply'
  | 'minutes'
  | 'close_round'
  | Extract<
      ListItem['act'],
      'plan_transfer' | 'act_on_transfer' | 'let_leave' | 'review_card' | 'inspect_card' | 'take_probation_step' | 'tell_host'
    >;

/**
 * One thing that can be done about a line.
 *
 * At once (it says whether it was taken), after one question, in a form that opens beside the list, or, where the matter
 * is a whole page of its own, there.
 */
export type Act = { word: string } & (
  | { run: () => Promise<boolean> }
  | { ask: Asked }
  | { form: FormKind }
  | { open: true }
  | { href: string }
);

/** What can be done about an item, the nearest first. */
export function actsOf(item: DeskItem, person: Me): Act[] {
  const { acts, did } = deskWords.value;
  const name = item.member_name ?? '';
  const decides = mayDecide(person);
  const works = worksForBranch(person);
  const held = (word: string, label: string, path: string, body: unknown = {}): Act => ({
    word,
    run: () => doAct({ key: keyOf(item), label, path, body }),
  });

  if (isReport(item)) {
    if (item.kind === 'hearsay_waiting') {
      const checked: Act[] = decides ? [{ word: acts.notTrue, ask: 'not_true' }] : [];
      return [{ word: acts.departure, form: 'departure' }, ...checked];
    }
    if (!decides) return [];
    // A departure has a day and a card, a return an inspection: those are asked; the others are one decision.
    return item.code === 'change' || item.code === 'yearly'
      ? [held(acts.accept, did.accepted(name), `/reports/${item.subject_id}/acceptance`)]
      : [{ word: acts.accept, ask: 'accept' }];
  }
  switch (item.kind) {
    case 'handoff_open':
      // A township first looks which branches it concerns.
      if (isAskedAsTownship(item, person)) return [{ word: acts.passOn, open: true }];
      return hasRole(person, 'secretary')
        ? [held(acts.done, did.done(item.member_name ?? deskWords.value.thisMatter), `/handoffs/${item.subject_id}/answer`, { state: 'done', answer: null })]
        : [];
    case 'handoff_support':
      return hasRole(person, 'officer') ? [{ word: acts.reply, ask: 'reply' }] : [];
    case 'need_unassigned':
      return decides
        ? [held(acts.take, did.taken(name), `/needs/${item.subject_id}/assignment`, { handler_id: person.person_id, due_on: null })]
        : [];
    case 'contribution_waiting':
      return decides
        ? [
            held(acts.confirmDeed, did.deed(name), `/contributions/${item.subject_id}/acceptance`),
            { word: acts.decline, ask: 'deed_back' },
          ]
        : [];
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
      return [...(decides ? [{ word: acts.pairAll, ask: 'pair_all' } as const] : []), { word: acts.pairings, href: '/pairings' }];
    case 'contact_due':
      return keepsContacts(person) ? [{ word: acts.call, open: true }, { word: acts.list, href: '/contacts' }] : [];
    case 'yearly_report_due':
      return [{ word: acts.yearly, form: 'yearly' }];
    case 'host_link_due':
      return works ? [{ word: acts.host, ask: 'tell_host' }] : [];
    case 'transfer_waiting':
      if (!decides) return [];
      return [item.code === 'received' ? { word: acts.letLeave, ask: 'let_leave' } : { word: acts.transfer, ask: 'act_on_transfer' }];
    case 'visit_window_open':
    case 'arrivals_missing':
      return [{ word: acts.homes, open: true }, { word: acts.visits, href: `/visits?window=${item.code ?? ''}` }];
    case 'screening_open':
      return [
        ...(decides && item.count === 0 ? [{ word: acts.closeRound, ask: 'close_round' } as const] : []),
        { word: acts.ask, open: true },
        { word: acts.screen, href: `/screenings/${item.subject_id}` },
      ];
    case 'screening_to_open':
      return works
        ? [
            held(acts.begin, did.begun, '/screenings', { organization_id: item.organization_id, window_key: item.code }),
          ]
        : [];
    case 'training_to_close':
      return [
        ...(decides ? [{ word: acts.closeMinutes, ask: 'minutes' } as const] : []),
        { word: acts.minutes, open: true },
      ];
    case 'training_not_planned':
      return works ? [{ word: acts.plan, open: true }, { word: acts.meetings, href: '/trainings' }] : [];
    case 'registration_due':
      return [{ word: acts.copy, open: true }];
    case 'opening_missing':
      return [{ word: acts.fill, open: true }];
    case 'suggestion':
      return suggested(item, person);
    default:
      return [];
  }
}

function isAskedAsTownship(item: DeskItem, person: Me): boolean {
  return person.roles.some((grant) => grant.role === 'officer' && grant.organization_id === item.organization_id);
}

function suggested(item: DeskItem, person: Me): Act[] {
  const { acts } = deskWords.value;
  const code = item.code ?? '';
  const decides = mayDecide(person);
  const decided = (...some: Act[]): Act[] => (decides ? some : []);
  if (code.startsWith('dues_')) return worksForBranch(person) ? [{ word: acts.dues, ask: 'dues' }] : [];
  if (code.startsWith('probation') || code === 'approval_waiting') {
    return decided({ word: acts.probation, ask: 'take_probation_step' });
  }
  if (code === 'card_review') return decided({ word: acts.review, ask: 'review_card' });
  if (code === 'card_inspection') return decided({ word: acts.inspected, ask: 'inspect_card' });
  if (code === 'suggest_transfer') return decided({ word: acts.planTransfer, ask: 'plan_transfer' });
  if (code === 'ask_return') return [{ word: acts.return, form: 'return' }];
  if (code === 'suspected_out_of_contact') return [{ word: acts.log, ask: 'log' }];
  if (code === 'removal_to_be_studied') {
    return decided({ word: acts.leave, ask: 'leave' }, { word: acts.roll, ask: 'roll' });
  }
  return decided({ word: acts.decide, ask: 'decide' });
}

/** The pairing of one member with one liaison, as the server takes it. */
export function holdPairing(item: DeskItem, liaison: { id: string; name: string }): Promise<boolean> {
  return doAct({
    key: keyOf(item),
    label: deskWords.value.did.paired(item.member_name ?? '', liaison.name),
    path: '/pairings',
    body: {
      organization_id: item.organization_id,
      pairs: [{ id: mintUuid(), member_id: item.member_id, liaison_id: liaison.id }],
    },
  });
}
