import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';

export type Language = 'zh' | 'en';

const KEPT_AS = 'lxq-language';

/** Chinese unless somebody chose English on this phone. */
export const language = signal<Language>(localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'zh');

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(KEPT_AS, chosen);
  language.value = chosen;
}

effect(() => {
  document.documentElement.lang = language.value === 'en' ? 'en' : 'zh-CN';
});

/** Chinese words that come with the page, and their English twin that is fetched when first chosen. */
export function catalogue<W extends object>(zh: W, loadEnglish: () => Promise<W>): ReadonlySignal<W> {
  const english = signal<W | null>(null);
  effect(() => {
    if (language.value !== 'en' || english.peek() !== null) return;
    void loadEnglish().then((words) => {
      english.value = words;
    });
  });
  return computed(() => (language.value === 'en' && english.value !== null ? english.value : zh));
}
