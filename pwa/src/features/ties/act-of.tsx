import { useEffect } from 'preact/hooks';
import { readStanding } from '../../api/standing';
import { listHostLinks, listTransfers, readProbation } from '../../api/ties';
import type { HostLink, ListItem, Probation, Standing, Suggestion, Transfer } from '../../api/types';
import { useLoad } from '../../ui/load';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { tiesWords } from '../../words/ties';
import { DecisionDialog } from '../members/decision-dialog';
import { LeavingDialog } from '../members/leaving-dialog';
import type { Hand } from '../outbox/hand';
import { HostDialog } from './host-dialog';
import { ProbationDialog } from './probation-dialog';
import { ReviewDialog } from './review-dialog';
import { ActDialog, PlanDialog } from './transfer-dialogs';

export interface ActOfProps {
  item: Pick<ListItem, 'act' | 'code' | 'member_id' | 'member_name' | 'subject_id'>;
  /** Where what was recorded is handed over, if it is not to be sent at once: the address and what is sent there. */
  hand?: ((path: string, body: unknown) => Promise<void>) | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** The form of the act that may follow what a clock says. */
export function ActOf({ item, hand, onClose, onDone }: ActOfProps) {
  const member = { id: item.member_id, name: item.member_name };
  const common = { memberId: member.id, name: member.name, onClose, onDone };
  const to = (path: string): Hand<unknown> | undefined => hand && ((body) => hand(path, body));
  const ofMember = (verb: string) => to(`/members/${member.id}/${verb}`);
  switch (item.act) {
    case 'confirm_floating':
      return (
        <DecisionDialog
          member={member}
          suggestions={[{ code: item.code as Suggestion['code'] }]}
          hand={ofMember('standing-decisions')}
          onClose={onClose}
          onDone={onDone}
        />
      );
    case 'plan_transfer':
      return <PlanDialog {...common} hand={to('/transfers')} />;
    case 'act_on_transfer':
      return (
        <Looked
          memberId={member.id}
          onClose={onClose}
          load={listTransfers}
          show={(found: Transfer[]) => (
            <ActDialog
              transferId={item.subject_id}
              name={member.name}
              possible={found.find((one) => one.id === item.subject_id)?.possible ?? []}
              hand={to(`/transfers/${item.subject_id}/acts`)}
              onClose={onClose}
              onDone={onDone}
            />
          )}
        />
      );
    case 'let_leave':
      return (
        <LeavingDialog
          member={member}
          reason="transferred"
          hand={ofMember('leaving')}
          onClose={onClose}
          onDone={onDone}
        />
      );
    case 'review_card':
    case 'inspect_card': {
      const act = item.act === 'review_card' ? 'review' : 'inspect';
      const card = (cardId: string) => (
        <ReviewDialog
          cardId={cardId}
          name={member.name}
          act={act}
          hand={to(`/cards/${cardId}/changes`)}
          onClose={onClose}
          onDone={onDone}
        />
      );
      // Where only the member is named, the card is that of the present time away.
      if (item.subject_id !== member.id) return card(item.subject_id);
      return (
        <Looked
          memberId={member.id}
          onClose={onClose}
          load={readStanding}
          show={(found: Standing) => (found.away?.card_id ? card(found.away.card_id) : <Gone onClose={onClose} />)}
        />
      );
    }
    case 'take_probation_step':
      return (
        <Looked
          memberId={member.id}
          onClose={onClose}
          load={readProbation}
          show={(found: Probation) => (
            <ProbationDialog {...common} next={found.next_step} hand={ofMember('probation-steps')} />
          )}
        />
      );
    case 'tell_host':
      return (
        <Looked
          memberId={member.id}
          onClose={onClose}
          load={listHostLinks}
          show={([present]: HostLink[]) => <HostDialog {...common} present={present} hand={ofMember('host-links')} />}
        />
      );
    default:
      return null;
  }
}

interface LookedProps<T> {
  memberId: string;
  load: (memberId: string) => Promise<T>;
  show: (found: T) => preact.ComponentChild;
  onClose: () => void;
}

/** A dialog that first looks at how the thing stands now. */
function Looked<T>({ memberId, load, show, onClose }: LookedProps<T>) {
  const found = useLoad(memberId, () => load(memberId));
  useEffect(() => {
    if (found.error === undefined) return;
    tell(sentenceOf(found.error));
    onClose();
  }, [found.error, onClose]);
  return found.value === undefined ? null : <>{show(found.value)}</>;
}

/** The card is not there any more: said, and closed. */
function Gone({ onClose }: { onClose: () => void }) {
  useEffect(() => {
    tell(tiesWords.value.review.gone);
    onClose();
  }, []);
  return null;
}
