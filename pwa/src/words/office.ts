import { catalogue } from './language';
import { officeZh } from './office.zh';

export const officeWords = catalogue(officeZh, () => import('./office.en').then((module) => module.officeEn));
