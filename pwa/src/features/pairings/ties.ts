import type { Board, BoardLiaison } from '../../api/pairings';
import type { PairingsWords } from '../../words/pairings.zh';

/** Who was taken up first, on either side; the next tap on the other side pairs. */
export type Picked = { side: 'away' | 'home'; id: string } | null;

export type Tie = keyof PairingsWords['board']['ties'];

/** What ties two people, as far as the board knows: a noted bond, or the same party group. */
export function tieBetween(board: Board, memberId: string, liaisonId: string): Tie | null {
  const noted = board.bonds.find(
    (bond) =>
      (bond.member_id === memberId && bond.other_id === liaisonId) ||
      (bond.member_id === liaisonId && bond.other_id === memberId),
  );
  if (noted !== undefined) return noted.kind;
  const member = board.members.find((one) => one.member_id === memberId);
  const liaison = board.liaisons.find((one) => one.member_id === liaisonId);
  return member?.group_id !== null && member?.group_id !== undefined && member.group_id === liaison?.group_id
    ? 'same_group'
    : null;
}

export function isFree(liaison: BoardLiaison): boolean {
  return liaison.hindrance === null;
}
