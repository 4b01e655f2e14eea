import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Unreachable } from '../../api/problem';
import { downloadMaterial, type Material } from '../../api/trainings';
import { saveFile } from '../../ui/save-file';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { learningWords } from '../../words/learning';
import { offline } from '../outbox/store';

const MOST_BYTES = 5 * 1024 * 1024;
/** Larger files are fetched when they are opened; the phone's store is not a library. */

const keyOf = (id: string) => `material/${id}`;

interface Kept {
  type: string;
  base64: string;
}

/** A link, or a file that opens without a network once it lies on the phone. */
export function MaterialLink({ material }: { material: Material }) {
  const word = learningWords.value;
  const isHere = useSignal(false);
  useEffect(() => {
    if (material.link !== null) return;
    offline.cache.get<Kept>(keyOf(material.id)).then(
      (kept) => (isHere.value = kept !== undefined),
      () => undefined,
    );
  }, [material.id]);

  async function open(): Promise<void> {
    try {
      saveFile(await fileOf(material.id), material.file_name ?? material.title);
      isHere.value = true;
    } catch (error) {
      say(error instanceof Unreachable ? word.notHere : sentenceOf(error));
    }
  }

  if (material.link !== null) {
    return (
      <a class="material-link" href={material.link} target="_blank" rel="noopener noreferrer">
        {material.title}
      </a>
    );
  }
  return (
    <button type="button" class="material-link" onClick={() => void open()}>
      {material.title} <span class="soft small">{isHere.value ? word.onPhone : material.file_kind?.toUpperCase()}</span>
    </button>
  );
}

/** Put the files of what is coming on the phone while there is a network, so that they open without one. */
export async function keepMaterials(materials: Material[]): Promise<void> {
  for (const one of materials) {
    if (one.link !== null || (one.size ?? 0) > MOST_BYTES) continue;
    // oxlint-disable-next-line no-await-in-loop -- one after another: the network is thin
    await fileOf(one.id).catch(() => undefined);
  }
}

async function fileOf(id: string): Promise<Blob> {
  const kept = await offline.cache.get<Kept>(keyOf(id)).catch(() => undefined);
  if (kept !== undefined) return fromBase64(kept.value);
  const file = await downloadMaterial(id);
  if (file.size <= MOST_BYTES) {
    await offline.cache.put(keyOf(id), { type: file.type, base64: await toBase64(file) }).catch(() => undefined);
  }
  return file;
}

async function toBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function fromBase64({ type, base64 }: Kept): Blob {
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type });
}
