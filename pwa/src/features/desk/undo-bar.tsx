import { deskWords } from '../../words/desk';
import '../handoffs/handoffs.css';
import { resting, undo } from './held';

/** What was just done, for the seconds in which it can be undone. */
export function UndoBar() {
  const item = resting.value.slice(-1)[0];
  return (
    <div role="status" aria-live="polite">
      {item !== undefined && (
        <div class="undo-bar" key={item.id}>
          <span>{item.label}</span>
          <button type="button" onClick={() => void undo(item)}>
            {deskWords.value.undo}
          </button>
        </div>
      )}
    </div>
  );
}
