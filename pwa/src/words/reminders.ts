import { catalogue } from './language';
import { remindersZh } from './reminders.zh';

export const remindersWords = catalogue(remindersZh, () => import('./reminders.en').then((module) => module.remindersEn));
