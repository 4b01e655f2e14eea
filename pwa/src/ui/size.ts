import { effect, signal } from '@preact/signals';

/** Root text sizes in px; the first is the standard, the others are the large mode (长辈版). */
export const SIZES = ['16', '20', '24', '30'] as const;
export type Size = (typeof SIZES)[number];

const KEPT_AS = 'lxq-size';

function keptSize(): Size {
  const kept = localStorage.getItem(KEPT_AS);
  return SIZES.find((size) => size === kept) ?? '16';
}

export const size = signal<Size>(keptSize());

effect(() => {
  if (size.value === '16') delete document.documentElement.dataset['size'];
  else document.documentElement.dataset['size'] = size.value;
});

export function chooseSize(chosen: Size): void {
  localStorage.setItem(KEPT_AS, chosen);
  size.value = chosen;
}
