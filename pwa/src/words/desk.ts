import { deskZh } from './desk.zh';
import { catalogue } from './language';

export const deskWords = catalogue(deskZh, () => import('./desk.en').then((module) => module.deskEn));
