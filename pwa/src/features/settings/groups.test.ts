import { expect, test } from 'vitest';
import { groupOf, unitOf } from './groups';

test.each([
  ['months_until_floating', 'away', 'months'],
  ['days_until_suspected', 'contact', 'days'],
  ['contact_phone_per_month', 'contact', 'times'],
  ['dues_task_months', 'dues', 'months'],
  ['card_review_months', 'report', 'months'],
  ['yearly_reports', 'report', 'times'],
  ['staff_idle_minutes', 'account', 'minutes'],
  ['months_until_host_link_due', 'away', 'months'],
  ['something_new', 'other', undefined],
])('%s stands under %s and counts %s', (key, group, unit) => {
  expect(groupOf(key)).toBe(group);
  expect(unitOf(key)).toBe(unit);
});
