import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { useKeys, type Keys } from './keys';

const keys = { move: vi.fn<Keys['move']>(), act: vi.fn<() => void>(), undo: vi.fn<() => void>(), back: vi.fn<() => void>(), help: vi.fn<() => void>() };

function Page() {
  useKeys(keys);
  return <input aria-label="找人" />;
}

function press(key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
}

test('keys move, act, undo and help; a field, a dialog and the browser keep theirs', () => {
  act(() => render(<Page />, document.body));
  press('j');
  press('k');
  expect(keys.move.mock.calls).toEqual([[1], [-1]]);
  press('a');
  press('u');
  press('?');
  expect([keys.act, keys.undo, keys.help].map((spy) => spy.mock.calls.length)).toEqual([1, 1, 1]);

  const field = document.querySelector('input');
  if (field !== null) press('a', field);
  press('a', document.body, { ctrlKey: true });
  press('ArrowDown');
  const dialog = document.createElement('dialog');
  dialog.setAttribute('open', '');
  document.body.append(dialog);
  press('a');
  expect(keys.act).toHaveBeenCalledTimes(1);
  expect(keys.move).toHaveBeenCalledTimes(2);
});
