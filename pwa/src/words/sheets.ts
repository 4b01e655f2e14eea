import { catalogue } from './language';
import { sheetsZh } from './sheets.zh';

export const sheetsWords = catalogue(sheetsZh, () => import('./sheets.en').then((module) => module.sheetsEn));
