const LATER_MS = 1_500;

/** Wait until the first page has had its turn: on a slow network each request takes from the one that is waited for. */
export function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LATER_MS));
}
