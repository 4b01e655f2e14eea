import { catalogue } from './language';
import { zh } from './zh';

export const words = catalogue(zh, () => import('./en').then((module) => module.en));
