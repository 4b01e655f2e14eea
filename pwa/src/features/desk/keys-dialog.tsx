import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { deskWords } from '../../words/desk';

/** Which keys there are. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const { keys } = deskWords.value;
  return (
    <Dialog title={keys.title} onClose={onClose} actions={<Button onClick={onClose}>{keys.close}</Button>}>
      <p class="soft">{keys.hint}</p>
      <dl class="facts">
        {keys.list.map(([key, does]) => (
          <>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </>
        ))}
      </dl>
    </Dialog>
  );
}
