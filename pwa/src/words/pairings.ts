import { catalogue } from './language';
import { pairingsZh } from './pairings.zh';

export const pairingsWords = catalogue(pairingsZh, () => import('./pairings.en').then((module) => module.pairingsEn));
