import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { downloadPicture } from '../../api/attachments';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { picturesWords } from '../../words/pictures';
import './pictures.css';

interface PicturesProps {
  of: 'contributions' | 'visits';
  id: string;
  photoIds: string[];
}

/** The pictures of a record as small ones; a tap shows one in full. */
export function Pictures({ of, id, photoIds }: PicturesProps) {
  if (photoIds.length === 0) return null;
  return (
    <ul class="pictures">
      {photoIds.map((photoId, position) => (
        <li key={photoId}>
          <Thumbnail of={of} id={id} photoId={photoId} number={position + 1} />
        </li>
      ))}
    </ul>
  );
}

interface ThumbnailProps {
  of: 'contributions' | 'visits';
  id: string;
  photoId: string;
  number: number;
}

function Thumbnail({ of, id, photoId, number }: ThumbnailProps) {
  const word = picturesWords.value;
  const href = useSignal<string | null>(null);
  const failed = useSignal(false);
  const whole = useSignal(false);

  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    downloadPicture(of, id, photoId).then(
      (content) => {
        if (gone) return;
        made = URL.createObjectURL(content);
        href.value = made;
      },
      () => (failed.value = true),
    );
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [of, id, photoId]);

  if (failed.value) return <span class="soft small">{word.unread}</span>;
  if (href.value === null) return <span class="picture-waiting" />;
  return (
    <>
      <button type="button" class="picture-small" onClick={() => (whole.value = true)}>
        <img src={href.value} alt={word.one(number)} />
      </button>
      {whole.value && (
        <Dialog
          title={word.one(number)}
          onClose={() => (whole.value = false)}
          actions={<Button onClick={() => (whole.value = false)}>{word.close}</Button>}
        >
          <img class="picture-whole" src={href.value} alt={word.one(number)} />
        </Dialog>
      )}
    </>
  );
}
