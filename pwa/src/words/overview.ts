import { catalogue } from './language';
import { overviewZh } from './overview.zh';

export const overviewWords = catalogue(overviewZh, () => import('./overview.en').then((module) => module.overviewEn));
