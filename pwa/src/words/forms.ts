import { formsZh } from './forms.zh';
import { catalogue } from './language';

export const formWords = catalogue(formsZh, () => import('./forms.en').then((module) => module.formsEn));
