import { expect, test } from 'vitest';
import { numbersIn } from './numbers';

test.each([
  ['19900000021', null, null, ['19900000021']],
  ['19900000021', '0718-7288123', null, ['19900000021', '07187288123']],
  [null, null, '田大富（父亲）19900009003', ['19900009003']],
  [null, null, '母亲 19900009003，邻居 07187288123', ['19900009003', '07187288123']],
  [null, null, '在村里，没有电话', []],
])('%s %s %s', (phone, landline, family, numbers) => {
  expect(numbersIn({ phone, landline, family_contact: family })).toEqual(numbers);
});
