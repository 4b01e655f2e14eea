import { jobsZh } from './jobs.zh';
import { catalogue } from './language';

export const jobsWords = catalogue(jobsZh, () => import('./jobs.en').then((module) => module.jobsEn));
