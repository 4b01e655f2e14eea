const NARROW = '(max-width: 719px)';

/** Enter goes down to the same column of the next row, Shift+Enter up; on a phone, to whatever comes next. */
export function moveByKey(event: KeyboardEvent): void {
  const from = event.target;
  // Enter also ends the spelling of a Chinese word.
  if (event.key !== 'Enter' || event.isComposing) return;
  if (!(from instanceof HTMLInputElement || from instanceof HTMLSelectElement)) return;
  event.preventDefault();
  const same = matchMedia(NARROW).matches ? '[data-column]' : `[data-column="${from.dataset['column'] ?? ''}"]`;
  const cells = [...(from.form?.querySelectorAll<HTMLElement>(same) ?? [])];
  const next = cells[cells.indexOf(from) + (event.shiftKey ? -1 : 1)];
  if (next !== undefined) next.focus();
  else if (!event.shiftKey) from.form?.querySelector<HTMLElement>('[type="submit"]')?.focus();
}
