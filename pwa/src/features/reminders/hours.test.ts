import { expect, test } from 'vitest';
import { hoursOutside } from './hours';

test('the hours outside of a night, of a noon, and of none', () => {
  expect(hoursOutside(21, 7)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  expect(hoursOutside(12, 14)).not.toContain(13);
  expect(hoursOutside(12, 14)).toContain(14);
  expect(hoursOutside(0, 0)).toHaveLength(24);
});
