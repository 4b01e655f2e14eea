import { useEffect, useRef } from 'preact/hooks';
import type { Board, BoardLiaison, BoardMember } from '../../api/pairings';
import { Button } from '../../ui/button';
import { pairingsWords } from '../../words/pairings';
import { isFree, tieBetween, type Picked } from './ties';

interface HomeSideProps {
  board: Board;
  picked: Picked;
  mayPair: boolean;
  onPick: (memberId: string) => void;
  onPair: (member: BoardMember, liaison: BoardLiaison) => void;
  onStop: () => void;
  onBond: () => void;
}

/** Those at home with how many they look after; on a phone a sheet that comes up once a member is chosen. */
export function HomeSide({ board, picked, mayPair, onPick, onPair, onStop, onBond }: HomeSideProps) {
  const { board: words, bond } = pairingsWords.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const member = board.members.find((one) => picked?.side === 'away' && one.member_id === picked.id);
  const liaisons = inOrder(board, member);
  const memberId = member?.member_id;
  const several = member === undefined && liaisons.some((one) => one.organization_id !== liaisons[0]?.organization_id);

  useEffect(() => {
    if (memberId !== undefined) heading.current?.focus({ preventScroll: true });
  }, [memberId]);

  return (
    <section class="pairings-home" aria-label={words.home}>
      <div class="pairings-home-head">
        <h2 ref={heading} tabIndex={-1}>
          {member === undefined ? words.home : words.pickLiaison(member.name)}
        </h2>
        {member !== undefined && (
          <Button look="quiet" onClick={onStop}>
            {words.stop}
          </Button>
        )}
      </div>
      {liaisons.length === 0 && <p class="soft">{words.nobodyHome}</p>}
      <ul class="entries">
        {liaisons.map((liaison) => {
          const tie = member === undefined ? null : tieBetween(board, member.member_id, liaison.member_id);
          const already = member?.pairings.some((pair) => pair.liaison_id === liaison.member_id) === true;
          const isPicked = picked?.side === 'home' && picked.id === liaison.member_id;
          const open = mayPair && isFree(liaison) && !already;
          return (
            <li
              key={liaison.member_id}
              class={isPicked ? 'pairing-row picked' : 'pairing-row'}
            >
              <button
                type="button"
                class="pairing-name beside"
                aria-pressed={isPicked}
                disabled={!open}
                draggable={open}
                onDragOver={(event) => {
                  if (open && event.dataTransfer?.types.includes('text/member') === true) event.preventDefault();
                }}
                onDrop={(event) => {
                  event.preventDefault();
                  const dropped = event.dataTransfer?.getData('text/member');
                  const target = board.members.find((one) => one.member_id === dropped);
                  if (open && target !== undefined) onPair(target, liaison);
                }}
                onDragStart={(event) => event.dataTransfer?.setData('text/liaison', liaison.member_id)}
                onClick={() => (member === undefined ? onPick(liaison.member_id) : onPair(member, liaison))}
              >
                <span>
                  <strong>{liaison.name}</strong>
                  <span class="soft small">
                    {several ? liaison.branch_name : tie === null ? liaison.group_name : words.ties[tie]}
                  </span>
                </span>
                <span class="pairing-load small">
                  {liaison.hindrance !== null
                    ? words.hindrances[liaison.hindrance]
                    : already
                      ? words.already
                      : words.looksAfter(liaison.looks_after)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {member !== undefined && mayPair && (
        <Button look="quiet" icon="pen" onClick={onBond}>
          {bond.open}
        </Button>
      )}
    </section>
  );
}

/** Of one branch with the chosen member; who is free and close to them first, then who looks after fewest. */
function inOrder(board: Board, member: BoardMember | undefined): BoardLiaison[] {
  const rank = (one: BoardLiaison) => {
    const tie = member === undefined ? null : tieBetween(board, member.member_id, one.member_id);
    const close = tie === null ? 2 : tie === 'same_group' ? 1 : 0;
    return [isFree(one) ? 0 : 1, close, one.looks_after] as const;
  };
  return board.liaisons
    .filter((one) => member === undefined || one.organization_id === member.organization_id)
    .map((one) => ({ one, order: rank(one) }))
    .sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2])
    .map(({ one }) => one);
}
