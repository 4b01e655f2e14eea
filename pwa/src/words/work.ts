import { catalogue } from './language';
import { workZh } from './work.zh';

export type { WorkWords } from './work.zh';

export const workWords = catalogue(workZh, () => import('./work.en').then((module) => module.workEn));
