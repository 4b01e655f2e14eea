import { catalogue } from './language';
import { screeningsZh } from './screenings.zh';

export const screeningsWords = catalogue(screeningsZh, () =>
  import('./screenings.en').then((module) => module.screeningsEn),
);
