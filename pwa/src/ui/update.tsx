import { signal } from '@preact/signals';
import { words } from '../words';
import { Button } from './button';

const takeOver = signal<(() => void) | null>(null);

/** Remember that a newer build is ready; the person decides when the page changes under their hands. */
export function offerUpdate(start: () => void): void {
  takeOver.value = start;
}

export function UpdateLine() {
  const start = takeOver.value;
  if (start === null) return null;
  return (
    <p class="note row network" role="status">
      <span>{words.value.common.newVersion}</span>
      <Button look="quiet" onClick={start}>
        {words.value.common.update}
      </Button>
    </p>
  );
}
