import { contactsZh } from './contacts.zh';
import { catalogue } from './language';

export const contactsWords = catalogue(contactsZh, () => import('./contacts.en').then((module) => module.contactsEn));
