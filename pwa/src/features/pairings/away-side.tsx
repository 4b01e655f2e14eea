import type { Board, BoardLiaison, BoardMember, BoardPair } from '../../api/pairings';
import { shortDate } from '../../ui/dates';
import { pairingsWords } from '../../words/pairings';
import type { Picked } from './ties';

interface AwaySideProps {
  board: Board;
  picked: Picked;
  mayPair: boolean;
  onPick: (memberId: string) => void;
  onPair: (member: BoardMember, liaison: BoardLiaison) => void;
  onAway: (member: BoardMember, other: { member_id: string; name: string }) => void;
  onOpen: (member: BoardMember, pair: BoardPair) => void;
}

/** The members away: first those whom nobody looks after. */
export function AwaySide(props: AwaySideProps) {
  const { board: words } = pairingsWords.value;
  const { members, liaisons } = props.board;
  const giver = liaisons.find((one) => props.picked?.side === 'home' && one.member_id === props.picked.id);
  const groups: [title: string, hint: string | null, members: BoardMember[]][] = [
    [words.missing(count(members, isMissing)), null, members.filter(isMissing)],
    [words.covered(count(members, isCovered)), null, members.filter(isCovered)],
    [words.back(count(members, isBack)), words.backHint, members.filter(isBack)],
  ];
  return (
    <section class="pairings-away stack" aria-label={words.away}>
      <p class="soft small" role="status">
        {giver === undefined ? words.pickMember : words.pickFor(giver.name)}
        {giver === undefined && <span class="pairings-drag">{words.drag}</span>}
      </p>
      {groups.map(
        ([title, hint, some]) =>
          some.length > 0 && (
            <div key={title} class="stack tight">
              <h2 class="pairings-group">{title}</h2>
              {hint !== null && <p class="soft small">{hint}</p>}
              <ul class="entries">
                {some.map((member) => (
                  <MemberRow key={member.member_id} member={member} giver={giver} {...props} />
                ))}
              </ul>
            </div>
          ),
      )}
    </section>
  );
}

function isBack(member: BoardMember): boolean {
  return member.where === 'home';
}
function isMissing(member: BoardMember): boolean {
  return !isBack(member) && member.gap !== null;
}
function isCovered(member: BoardMember): boolean {
  return !isBack(member) && member.gap === null;
}
function count(members: BoardMember[], which: (member: BoardMember) => boolean): number {
  return members.filter(which).length;
}

interface MemberRowProps extends AwaySideProps {
  member: BoardMember;
  giver: BoardLiaison | undefined;
}

function MemberRow({ member, giver, board, picked, mayPair, onPick, onPair, onAway, onOpen }: MemberRowProps) {
  const { board: words, liaisons } = pairingsWords.value;
  const isPicked = picked?.side === 'away' && picked.id === member.member_id;
  const open = mayPair && !isBack(member);
  const several = board.members.some((one) => one.organization_id !== member.organization_id);
  const where = [
    several ? member.branch_name : null,
    member.where === 'reported' ? words.where.reported : null,
    member.place_name,
    member.departed_on === null ? null : liaisons.since(shortDate(member.departed_on)),
    member.group_name,
  ];

  function drop(event: DragEvent): void {
    event.preventDefault();
    const id = event.dataTransfer?.getData('text/liaison');
    const liaison = board.liaisons.find((one) => one.member_id === id);
    if (liaison !== undefined && liaison.hindrance === null) onPair(member, liaison);
  }

  return (
    <li
      class={isPicked ? 'pairing-row picked' : 'pairing-row'}
      {...(open
        ? {
            onDragOver: (event: DragEvent) => {
              if (event.dataTransfer?.types.includes('text/liaison') === true) event.preventDefault();
            },
            onDrop: drop,
          }
        : {})}
    >
      <button
        type="button"
        class="pairing-name"
        aria-pressed={isPicked}
        disabled={!open}
        draggable={open}
        onDragStart={(event) => event.dataTransfer?.setData('text/member', member.member_id)}
        onClick={() => (giver === undefined ? onPick(member.member_id) : onPair(member, giver))}
      >
        <strong>{member.name}</strong>
        <span class="soft small">{where.filter(Boolean).join(' · ')}</span>
      </button>
      {member.gap !== null && <p class="pairing-gap small">{words.gaps[member.gap]}</p>}
      {member.pairings.length > 0 && (
        <ul class="pairing-chips">
          {member.pairings.map((pair) => (
            <li key={pair.id}>
              <button type="button" class="pairing-chip" onClick={() => onOpen(member, pair)}>
                <span>{pair.liaison_name}</span>
                {pair.lead && <small>{words.lead}</small>}
                {pair.kind === 'away' && <small>{words.abroad}</small>}
                {pair.hindrance !== null && <small class="off">{words.hindrances[pair.hindrance]}</small>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {isPicked &&
        member.gap === null &&
        member.nearby
          .filter((other) => !member.pairings.some((pair) => pair.liaison_id === other.member_id))
          .map((other) => (
            <button
              key={other.member_id}
              type="button"
              class="button quiet pairing-nearby"
              onClick={() => onAway(member, other)}
            >
              {words.nearby(other.name)}
            </button>
          ))}
    </li>
  );
}
