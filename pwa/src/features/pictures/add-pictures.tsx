import { useSignal } from '@preact/signals';
import { sendFile } from '../../api/attachments';
import { Button } from '../../ui/button';
import { Tick } from '../../ui/choice';
import { Icon } from '../../ui/icon';
import { sentenceOf } from '../../ui/states';
import { picturesWords } from '../../words/pictures';
import { online } from '../outbox/store';
import './pictures.css';
import { shrink } from './shrink';

const MOST = 9;

export interface AddedPicture {
  id: string;
  /** An address on this phone for the thumbnail. */
  href: string;
}

interface AddPicturesProps {
  agreed: boolean;
  added: AddedPicture[];
  /** How many the record has already. */
  before?: number;
  onAgreed: (agreed: boolean) => void;
  onAdded: (added: AddedPicture[]) => void;
}

/** Add pictures to a record: asked first whether those in them agree; without a network the record goes without. */
export function AddPictures({ agreed, added, before = 0, onAgreed, onAdded }: AddPicturesProps) {
  const word = picturesWords.value;
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);

  async function add(file: File): Promise<void> {
    refusal.value = null;
    busy.value = true;
    try {
      const picture = await shrink(file).catch(() => null);
      if (picture === null) {
        refusal.value = word.notPicture;
      } else {
        const id = await sendFile(picture);
        onAdded([...added, { id, href: URL.createObjectURL(picture) }]);
      }
    } catch (error) {
      refusal.value = online.value ? `${word.failed}${sentenceOf(error)}` : word.offline;
    }
    busy.value = false;
  }

  return (
    <fieldset class="field">
      <legend>{word.title}</legend>
      {!online.value && added.length === 0 ? (
        <p class="hint">{word.offline}</p>
      ) : (
        <Tick
          label={word.agreed}
          hint={word.agreedHint}
          checked={agreed}
          onChecked={(yes) => {
            onAgreed(yes);
            if (!yes) onAdded([]);
          }}
        />
      )}
      {added.length > 0 && (
        <ul class="pictures">
          {added.map((picture, position) => (
            <li key={picture.id}>
              <img src={picture.href} alt={word.one(before + position + 1)} />
              <Button look="quiet" onClick={() => onAdded(added.filter((one) => one !== picture))}>
                {word.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {agreed && online.value && before + added.length < MOST && (
        <label class={busy.value ? 'button plain picture-add busy' : 'button plain picture-add'}>
          <Icon name="plus" />
          {busy.value ? word.adding : word.add}
          <input
            type="file"
            accept="image/*"
            disabled={busy.value}
            onChange={(event) => {
              const { currentTarget: input } = event;
              const file = input.files?.[0];
              if (file !== undefined) void add(file).then(() => (input.value = ''));
            }}
          />
        </label>
      )}
      {refusal.value !== null && (
        <p class="note warn" role="alert">
          {refusal.value}
        </p>
      )}
    </fieldset>
  );
}
