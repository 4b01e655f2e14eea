import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import './dialog.css';

interface DialogProps {
  title: string;
  onClose: () => void;
  actions?: ComponentChildren;
  children?: ComponentChildren;
}

/** A native dialog: a panel on a wide screen, a sheet from below on a phone. Render it to open it. */
export function Dialog({ title, onClose, actions, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return undefined;
    if (typeof dialog.showModal === 'function') {
      dialog.showModal();
      return () => dialog.close();
    }
    dialog.classList.add('unsupported');
    dialog.setAttribute('open', '');
    return undefined;
  }, []);
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-body stack">
        <h2 id={id}>{title}</h2>
        {children}
        {actions !== undefined && <div class="dialog-actions">{actions}</div>}
      </div>
    </dialog>
  );
}
