import { catalogue } from './language';
import { registersZh } from './registers.zh';

export const registersWords = catalogue(registersZh, () =>
  import('./registers.en').then((module) => module.registersEn),
);
