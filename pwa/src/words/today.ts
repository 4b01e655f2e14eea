import { catalogue } from './language';
import { todayZh } from './today.zh';

export const todayWords = catalogue(todayZh, () => import('./today.en').then((module) => module.todayEn));
