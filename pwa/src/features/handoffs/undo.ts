import { signal } from '@preact/signals';
import { withdrawHandoff } from '../../api/handoffs';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { handoffsWords } from '../../words/handoffs';

const SHOWN_FOR_MS = 8_000;

/** What was just asked, and can be taken back with one tap. */
export const justAsked = signal<{ id: string; sentence: string; after: (() => void) | undefined } | null>(null);

export function sayWithUndo(id: string, sentence: string, after?: () => void): void {
  const mine = { id, sentence, after };
  justAsked.value = mine;
  setTimeout(() => {
    if (justAsked.value === mine) justAsked.value = null;
  }, SHOWN_FOR_MS);
}

export async function takeBack(): Promise<void> {
  const asked = justAsked.value;
  justAsked.value = null;
  if (asked === null) return;
  try {
    await withdrawHandoff(asked.id);
    say(handoffsWords.value.withdrawn);
    asked.after?.();
  } catch (error) {
    say(sentenceOf(error));
  }
}
