import type { ToldWords } from './told.zh';

export const toldEn: ToldWords = {
  need: 'Something is hard for them',
  needHint: 'It goes to the branch’s needs, and somebody sees to it.',
  needPrivate: 'What only the secretary may read belongs under “What help is needed”.',
  change: 'New place, employer or number',
  changeHint: 'It is handed in as a change for them; the secretary accepts it first.',
  employer: 'Where they work now',
};
