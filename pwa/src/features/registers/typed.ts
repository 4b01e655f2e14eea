import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { offline } from '../outbox/store';
import type { Cells } from './sheet-books';

export type Typed = Record<number, Cells>;

const DELAY_MS = 400;

/** What was typed of a sheet and not saved yet: it lies encrypted on this device until it is. */
export function useTyped(sheetId: string): Signal<Typed> {
  const typed = useSignal<Typed>({});
  const opened = useSignal(false);
  const draftKey = `sheet/${sheetId}`;

  useEffect(() => {
    void offline.drafts
      .load(draftKey)
      .catch(() => undefined)
      .then((kept) => {
        if (kept !== undefined) typed.value = { ...(kept as Typed), ...typed.value };
        opened.value = true;
      });
  }, [draftKey]);

  useEffect(() => {
    if (!opened.value) return undefined;
    const rows = typed.value;
    const timer = setTimeout(() => {
      const kept = Object.keys(rows).length > 0 ? offline.drafts.save(draftKey, rows) : offline.drafts.drop(draftKey);
      kept.catch(() => undefined);
    }, DELAY_MS);
    return () => clearTimeout(timer);
  }, [typed.value, opened.value]);

  return typed;
}
