import { handoffsZh } from './handoffs.zh';
import { catalogue } from './language';

export const handoffsWords = catalogue(handoffsZh, () => import('./handoffs.en').then((module) => module.handoffsEn));
