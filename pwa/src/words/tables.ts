import { catalogue } from './language';
import { tablesZh } from './tables.zh';

export const tableWords = catalogue(tablesZh, () => import('./tables.en').then((module) => module.tablesEn));
