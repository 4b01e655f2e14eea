import { contributionsZh } from './contributions.zh';
import { catalogue } from './language';

export const contributionsWords = catalogue(contributionsZh, () =>
  import('./contributions.en').then((module) => module.contributionsEn),
);
