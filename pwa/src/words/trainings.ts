import { catalogue } from './language';
import { trainingsZh } from './trainings.zh';

export type { TrainingsWords } from './trainings.zh';

export const trainingsWords = catalogue(trainingsZh, () => import('./trainings.en').then((module) => module.trainingsEn));
