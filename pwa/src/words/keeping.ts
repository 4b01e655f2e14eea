import { keepingZh } from './keeping.zh';
import { catalogue } from './language';

export const keepingWords = catalogue(keepingZh, () => import('./keeping.en').then((module) => module.keepingEn));
