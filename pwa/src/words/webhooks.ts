import { catalogue } from './language';
import { webhooksZh } from './webhooks.zh';

export const webhooksWords = catalogue(webhooksZh, () => import('./webhooks.en').then((module) => module.webhooksEn));
