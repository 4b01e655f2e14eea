import { catalogue } from './language';
import { tiesZh } from './ties.zh';

export const tiesWords = catalogue(tiesZh, () => import('./ties.en').then((module) => module.tiesEn));
