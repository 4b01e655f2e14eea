import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { lazyPage } from '../../ui/lazy';
import { toldWords } from '../../words/told';
import type { EntryForm } from './entry';
import type { Told } from './told';

const ToldNeed = lazyPage<{ onTold: (told: Told) => void }>(() => import('./told-need'));
const ToldChange = lazyPage<{ onTold: (told: Told) => void }>(() => import('./told-change'));

/** What a contact may tell beside its note; folded, because most tell none of it. */
export function ToldFolds({ form }: { form: EntryForm }) {
  const say = toldWords.value;
  const told = (part: EntryForm['entry']['value']['told']): void =>
    form.change({ told: { ...form.entry.value.told, ...part } });
  return (
    <>
      <Fold label={say.need}>
        <ToldNeed onTold={(need) => told({ need })} />
      </Fold>
      <Fold label={say.change}>
        <ToldChange onTold={(change) => told({ change })} />
      </Fold>
    </>
  );
}

function Fold({ label, children }: { label: string; children: ComponentChildren }) {
  const opened = useSignal(false);
  return (
    <details class="sheet-more" onToggle={(event) => (opened.value ||= event.currentTarget.open)}>
      <summary>{label}</summary>
      {opened.value && <div class="stack">{children}</div>}
    </details>
  );
}
