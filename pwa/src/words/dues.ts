import { duesZh } from './dues.zh';
import { catalogue } from './language';

export const duesWords = catalogue(duesZh, () => import('./dues.en').then((module) => module.duesEn));
