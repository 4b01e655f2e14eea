import { useEffect, useRef } from 'preact/hooks';

export interface Keys {
  move: (by: 1 | -1) => void;
  act: () => void;
  undo: () => void;
  back: () => void;
  help: () => void;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea, [contenteditable], dialog') !== null;
}

/** Keys for whoever sits at a keyboard; nothing needs them, and none takes one away from a field or a dialog. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    function hear(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const { move, act, undo, back, help } = latest.current;
      const inList = event.target instanceof HTMLElement && event.target.closest('.desk-list') !== null;
      if (event.key === 'j' || (event.key === 'ArrowDown' && inList)) move(1);
      else if (event.key === 'k' || (event.key === 'ArrowUp' && inList)) move(-1);
      else if (event.key === 'a') act();
      else if (event.key === 'u') undo();
      else if (event.key === 'Escape') back();
      else if (event.key === '?') help();
      else return;
      event.preventDefault();
    }
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, []);
}
