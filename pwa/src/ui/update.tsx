import { signal } from '@preact/signals';
import { words } from '../words';

const takeOver = signal<(() => void) | null>(null);

/** Remember that a newer build is ready; the person decides when the page changes under their hands. */
export function offerUpdate(start: () => void): void {
  takeOver.value = start;
}

export function UpdateOffer() {
  const start = takeOver.value;
  if (start === null) return null;
  return (
    <div class="toasts" role="status">
      <p class="toast">
        {words.value.common.newVersion}
        <button type="button" class="button" onClick={start}>
          {words.value.common.update}
        </button>
      </p>
    </div>
  );
}
