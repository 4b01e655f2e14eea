import type { NeedKind } from '../../api/needs';
import { ChoiceField, Tick } from '../../ui/choice';
import { TextArea } from '../../ui/field';
import { needsWords } from '../../words/needs';

export const KINDS: NeedKind[] = ['health', 'hardship', 'elders', 'children', 'work', 'rights', 'farm', 'party', 'other'];

export interface NeedDraft {
  kind: NeedKind | '';
  words: string;
  isPrivate: boolean;
}

export const EMPTY_NEED: NeedDraft = { kind: '', words: '', isPrivate: false };

export type NeedLacks = Partial<Record<'kind' | 'words', string>>;

export function findLacks(draft: NeedDraft): NeedLacks {
  const word = needsWords.value;
  return {
    ...(draft.kind === '' ? { kind: word.needKind } : {}),
    ...(draft.words.trim() === '' ? { words: word.needWords } : {}),
  };
}

interface RaiseFieldsProps {
  draft: NeedDraft;
  lacks: NeedLacks;
  onChange: (part: Partial<NeedDraft>) => void;
}

/** What it is about, in a tap and a sentence, and who may read it. */
export function RaiseFields({ draft, lacks, onChange }: RaiseFieldsProps) {
  const word = needsWords.value;
  return (
    <>
      <ChoiceField
        label={word.kind}
        error={lacks.kind}
        value={draft.kind}
        options={KINDS.map((value) => ({ value, label: word.kinds[value] }))}
        onValue={(kind) => onChange({ kind: kind as NeedKind })}
      />
      <TextArea
        label={word.words}
        hint={word.wordsHint}
        error={lacks.words}
        maxLength={1000}
        value={draft.words}
        onValue={(words) => onChange({ words })}
      />
      <Tick label={word.private} checked={draft.isPrivate} onChecked={(isPrivate) => onChange({ isPrivate })} />
    </>
  );
}
