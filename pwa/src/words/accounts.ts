import { accountsZh } from './accounts.zh';
import { catalogue } from './language';

export const accountsWords = catalogue(accountsZh, () => import('./accounts.en').then((module) => module.accountsEn));
