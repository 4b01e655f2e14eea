import type { PicturesWords } from './pictures.zh';

/** English words of pictures. */
export const picturesEn: PicturesWords = {
  title: 'Pictures (not required)',
  agreed: 'Everybody in the picture agreed to it and to its being kept',
  agreedHint: 'No picture is required; without consent there is none.',
  add: 'Add a picture',
  adding: 'Sending…',
  remove: 'Leave it out',
  offline: 'There is no network: the record goes without a picture.',
  failed: 'The picture was not sent; the record does without it.',
  notPicture: 'This file cannot be opened; please choose a picture.',
  one: (number) => `Picture ${number}`,
  unread: 'The picture cannot be opened now',
  close: 'Close',
};
