import type { Numbers } from '../../api/types';

/** A mobile number, or a landline with or without its area code. */
const NUMBER = /1\d{10}|0\d{2,3}[- ]?\d{7,8}|\b\d{7,8}\b/g;

/** The numbers that can be dialled; a family contact is free text with a number somewhere in it. */
export function numbersIn({ phone, landline, family_contact: family }: Omit<Numbers, 'member_id' | 'name' | 'whom' | 'wechat'>): string[] {
  const told = [phone, landline, family].filter((text) => text !== null);
  const numbers = told.flatMap((text) => text.match(NUMBER) ?? []);
  return [...new Set(numbers.map((number) => number.replace(/[- ]/g, '')))];
}
