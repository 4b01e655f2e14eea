import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Button } from './button';
import { Dialog } from './dialog';
import { sentenceOf } from './states';

interface SheetProps {
  title: string;
  action: string;
  cancel: string;
  /** Do it, or say in a sentence what is missing. */
  onConfirm: () => Promise<string | null>;
  onClose: () => void;
  children: ComponentChildren;
}

/** A dialog that records one thing: what is missing or refused is said in it, and nothing typed is lost. */
export function Sheet({ title, action, cancel, onConfirm, onClose, children }: SheetProps) {
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function confirm(): Promise<void> {
    busy.value = true;
    refusal.value = null;
    try {
      refusal.value = await onConfirm();
    } catch (error) {
      refusal.value = sentenceOf(error);
    }
    busy.value = false;
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void confirm()}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
    </Dialog>
  );
}
