import { catalogue } from './language';
import { visitsZh } from './visits.zh';

export const visitsWords = catalogue(visitsZh, () => import('./visits.en').then((module) => module.visitsEn));
