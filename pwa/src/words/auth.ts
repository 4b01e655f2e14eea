import { authZh } from './auth.zh';
import { catalogue } from './language';

export const authWords = catalogue(authZh, () => import('./auth.en').then((module) => module.authEn));
