import { useSignal } from '@preact/signals';
import { sendFile } from '../../api/attachments';
import { addMaterial, downloadMaterial, withdrawMaterial, type Material, type Training } from '../../api/trainings';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { saveFile } from '../../ui/save-file';
import { Sheet } from '../../ui/sheet';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { trainingsWords } from '../../words/trainings';

interface MaterialsProps {
  training: Training;
  writes: boolean;
  onChanged: () => void;
}

const ACCEPTED = '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.wps,.jpg,.jpeg,.png,.txt';

/** What is to be read for a meeting. */
export function Materials({ training, writes, onChanged }: MaterialsProps) {
  const word = trainingsWords.value.materials;
  const adding = useSignal(false);
  if (training.materials.length === 0 && !writes) return null;

  async function take(id: string): Promise<void> {
    try {
      await withdrawMaterial(id);
      say(word.taken);
      onChanged();
    } catch (error) {
      say(sentenceOf(error));
    }
  }

  return (
    <section class="stack tight">
      <div class="row">
        <h2>{word.title}</h2>
        {writes && (
          <span class="push">
            <Button look="quiet" icon="plus" onClick={() => (adding.value = true)}>
              {word.add}
            </Button>
          </span>
        )}
      </div>
      {training.materials.length > 0 && (
        <ul class="entries">
          {training.materials.map((one) => (
            <li key={one.id} class="material">
              <Opening material={one} />
              {writes && (
                <Button look="quiet" onClick={() => void take(one.id)}>
                  {word.take}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {adding.value && <AddSheet id={training.id} onClose={() => (adding.value = false)} onDone={onChanged} />}
    </section>
  );
}

function Opening({ material }: { material: Material }) {
  async function open(): Promise<void> {
    try {
      saveFile(await downloadMaterial(material.id), material.file_name ?? material.title);
    } catch (error) {
      say(sentenceOf(error));
    }
  }
  if (material.link !== null) {
    return (
      <a href={material.link} target="_blank" rel="noopener noreferrer">
        {material.title}
      </a>
    );
  }
  return (
    <button type="button" class="as-link" onClick={() => void open()}>
      {material.title} <span class="soft small">{material.file_kind?.toUpperCase()}</span>
    </button>
  );
}

function AddSheet({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => void }) {
  const word = trainingsWords.value.materials;
  const title = useSignal('');
  const link = useSignal('');
  const file = useSignal<File | null>(null);
  async function confirm(): Promise<string | null> {
    const chosen = file.value;
    if (title.value.trim() === '' || (link.value.trim() === '' && chosen === null)) return word.need;
    const attachment_id = chosen === null ? null : await sendFile(chosen);
    await addMaterial(id, {
      id: null,
      title: title.value.trim(),
      link: attachment_id === null ? link.value.trim() : null,
      attachment_id,
    });
    say(word.added);
    onClose();
    onDone();
    return null;
  }
  return (
    <Sheet title={word.add} action={word.action} cancel={words.value.common.cancel} onConfirm={confirm} onClose={onClose}>
      <TextField label={word.name} value={title.value} maxLength={200} onValue={(value) => (title.value = value)} />
      <TextField label={word.link} optional placeholder="https://" value={link.value} maxLength={1000} onValue={(value) => (link.value = value)} />
      <label class="field">
        <span>{word.file}</span>
        <input
          type="file"
          accept={ACCEPTED}
          onChange={(event) => {
            file.value = event.currentTarget.files?.[0] ?? null;
            if (title.value === '' && file.value !== null) title.value = file.value.name.replace(/\.\w+$/, '');
          }}
        />
        <span class="hint">{word.fileHint}</span>
      </label>
    </Sheet>
  );
}
