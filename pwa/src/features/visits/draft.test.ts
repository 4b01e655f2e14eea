import { expect, test } from 'vitest';
import { emptyDraft, findLacks, visitBody } from './draft';

const TWO = [
  { member_id: 'a', name: '黄建军' },
  { member_id: 'b', name: '冉春梅' },
];

test('at the door one tap says how it was, for a couple at once', () => {
  const draft = { ...emptyDraft(TWO, [], '2027-02-03'), outcomes: { a: 'met_family', b: 'met_family' } as const };
  expect(findLacks(draft)).toEqual({});
  const body = visitBody(draft, 'id', 'now');
  expect(body.members).toEqual([
    { member_id: 'a', outcome: 'met_family' },
    { member_id: 'b', outcome: 'met_family' },
  ]);
  expect(body).not.toHaveProperty('money_cents');
  expect(body).not.toHaveProperty('window_key');
});

test('money is told in yuan and kept in cents, with its source and, from dues, its approval', () => {
  const draft = { ...emptyDraft(TWO.slice(0, 1), [], '2027-02-03'), outcomes: { a: 'met_family' } as const, money: '300.5' };
  expect(findLacks(draft)).toEqual({ source: 'needSource' });
  const fromDues = { ...draft, source: 'dues' as const };
  expect(findLacks(fromDues)).toEqual({ approval: 'needApproval' });
  const whole = { ...fromDues, approval: '支委会同意' };
  expect(findLacks(whole)).toEqual({});
  expect(visitBody(whole, 'id', 'now').money_cents).toBe(30050);
});

test.each(['-5', '三百', '1.234', '99999999'])('%s is no amount', (money) => {
  const draft = { ...emptyDraft(TWO.slice(0, 1), [], '2027-02-03'), outcomes: { a: 'met_family' } as const, money };
  expect(findLacks(draft).money).toBe('needMoney');
});

test('nobody is recorded without how it was', () => {
  expect(findLacks(emptyDraft([], [], '2027-02-03')).whom).toBe('needWhom');
  expect(findLacks(emptyDraft(TWO, [], '2027-02-03')).outcome).toBe('needOutcome');
});
