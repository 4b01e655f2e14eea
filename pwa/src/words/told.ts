import { catalogue } from './language';
import { toldZh } from './told.zh';

export const toldWords = catalogue(toldZh, () => import('./told.en').then((module) => module.toldEn));
