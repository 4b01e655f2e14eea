import { hintsZh } from './hints.zh';
import { catalogue } from './language';

export const hintsWords = catalogue(hintsZh, () => import('./hints.en').then((module) => module.hintsEn));
