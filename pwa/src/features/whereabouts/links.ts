import type { Figure } from '../../api/whereabouts';

type Query = Record<string, string | undefined>;

function address(path: string, query: Query): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** The picture of a node, and of one province of it. */
export function pictureOf(node: string, province?: string): string {
  return address('/whereabouts', { at: node, province });
}

/** The list behind a figure. */
export function listOf(node: string, figure: Figure): string {
  return address('/whereabouts/members', { at: node, ...figure });
}
