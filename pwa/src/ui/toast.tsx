import { signal } from '@preact/signals';

const SHOWN_FOR_MS = 5000;

const toasts = signal<{ id: number; sentence: string }[]>([]);
let count = 0;

/** Say one sentence that needs no answer. */
export function say(sentence: string): void {
  count += 1;
  const id = count;
  toasts.value = [...toasts.value, { id, sentence }];
  setTimeout(() => {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }, SHOWN_FOR_MS);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <div class="toast appear" key={toast.id}>
          {toast.sentence}
        </div>
      ))}
    </div>
  );
}
