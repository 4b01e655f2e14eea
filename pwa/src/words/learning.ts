import { catalogue } from './language';
import { learningZh } from './learning.zh';

export type { LearningWords } from './learning.zh';

export const learningWords = catalogue(learningZh, () => import('./learning.en').then((module) => module.learningEn));
