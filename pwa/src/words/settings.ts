import { catalogue } from './language';
import { settingsZh } from './settings.zh';

export const settingsWords = catalogue(settingsZh, () => import('./settings.en').then((module) => module.settingsEn));
