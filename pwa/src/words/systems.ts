import { catalogue } from './language';
import { systemsZh } from './systems.zh';

export const systemsWords = catalogue(systemsZh, () => import('./systems.en').then((module) => module.systemsEn));
