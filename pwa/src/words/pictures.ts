import { catalogue } from './language';
import { picturesZh } from './pictures.zh';

export const picturesWords = catalogue(picturesZh, () => import('./pictures.en').then((module) => module.picturesEn));
