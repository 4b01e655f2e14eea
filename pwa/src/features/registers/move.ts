const NARROW = '(max-width: 719px)';

/**
 * Enter goes down to the same column of the next row, Shift+Enter up; on a phone, to whatever comes next.
 *
 * Tab leaves a day that is whole at once: the browser would stop at each of its parts, and at its calendar.
 */
export function moveByKey(event: KeyboardEvent): void {
  const from = event.target;
  if (!(from instanceof HTMLInputElement || from instanceof HTMLSelectElement)) return;
  // Enter also ends the spelling of a Chinese word.
  if (event.key === 'Enter' && !event.isComposing) {
    event.preventDefault();
    const next = besides(from, !matchMedia(NARROW).matches, event.shiftKey ? -1 : 1);
    if (next !== undefined) next.focus();
    else if (!event.shiftKey) from.form?.querySelector<HTMLElement>('[type="submit"]')?.focus();
  } else if (event.key === 'Tab' && !event.shiftKey && isWholeDay(from)) {
    const next = besides(from, false, 1);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  }
}

function besides(from: HTMLInputElement | HTMLSelectElement, sameColumn: boolean, step: number): HTMLElement | undefined {
  const wanted = sameColumn ? `[data-column="${from.dataset['column'] ?? ''}"]` : '[data-column]';
  const cells = [...(from.form?.querySelectorAll<HTMLElement>(wanted) ?? [])];
  return cells[cells.indexOf(from) + step];
}

function isWholeDay(from: HTMLInputElement | HTMLSelectElement): boolean {
  return (from.type === 'date' || from.type === 'month') && from.value !== '';
}
