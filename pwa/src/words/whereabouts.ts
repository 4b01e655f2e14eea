import { catalogue } from './language';
import { whereaboutsZh } from './whereabouts.zh';

export const whereaboutsWords = catalogue(whereaboutsZh, () =>
  import('./whereabouts.en').then((module) => module.whereaboutsEn),
);
