import { catalogue } from './language';
import { needsZh } from './needs.zh';

export const needsWords = catalogue(needsZh, () => import('./needs.en').then((module) => module.needsEn));
