import { describe, expect, test } from 'vitest';
import type { Me, Role } from '../../api/types';
import { findPasswordLack } from './password';
import { firstPage, mayDecide, mayOpen } from './roles';

function person(membership: string | null, ...roles: Role[]): Me {
  return {
    account_id: 'a',
    person_id: 'p',
    name: '陈建国',
    membership_id: membership,
    organization_id: null,
    organization_name: null,
    liaison_today: false,
    consents_needed: [],
    notice_version: '1',
    roles: roles.map((role) => ({ role, organization_id: 'o', organization_name: '柏杨坝', delegated: false, to_on: null })),
  };
}

const member = person('m');
const secretary = person('m', 'secretary');
const officer = person(null, 'officer');
const recorder = person(null, 'recorder');
const auditor = person(null, 'auditor');
const admin = person(null, 'admin');
const liaison = { ...member, liaison_today: true };

describe('a member', () => {
  test.each(['/desk', '/desk/r-1', '/members', '/members/opening', '/roster', '/invitations', '/accounts', '/settings', '/today', '/contacts'])('does not open %s', (path) => {
    expect(mayOpen(path, member)).toBe(false);
  });

  test.each(['/', '/report/departure', '/reports', '/outbox', '/me', '/me/readings'])('opens %s', (path) => {
    expect(mayOpen(path, member)).toBe(true);
  });
});

test('an auditor reads members and has no desk', () => {
  expect(mayOpen('/members/m-1', auditor)).toBe(true);
  expect(mayOpen('/desk', auditor)).toBe(false);
  expect(mayOpen('/members/opening', auditor)).toBe(false);
});

test('an admin reads no personal data', () => {
  expect(mayOpen('/members', admin)).toBe(false);
  expect(mayOpen('/me', admin)).toBe(true);
  expect(mayOpen('/members/duplicates', admin)).toBe(false);
  expect(mayOpen('/settings', admin)).toBe(true);
});

test('somebody without a membership has no member’s home and writes no report of their own', () => {
  expect(mayOpen('/', officer)).toBe(false);
  expect(mayOpen('/report/departure', officer)).toBe(false);
});

test('a recorder prepares and decides nothing', () => {
  expect(mayOpen('/desk', recorder)).toBe(true);
  expect(mayDecide(recorder)).toBe(false);
  expect(mayOpen('/invitations', recorder)).toBe(false);
});

test.each([
  ['a member at home', member, '/'],
  ['a secretary at the desk', secretary, '/desk'],
  ['an officer at the desk', officer, '/desk'],
  ['a liaison at the work list', liaison, '/today'],
  ['an auditor at the members', auditor, '/members'],
  ['an admin at the accounts', admin, '/accounts'],
] as const)('the app opens %s', (_who, who, page) => {
  expect(firstPage(who)).toBe(page);
  expect(mayOpen(firstPage(who), who)).toBe(true);
});

describe('a new password', () => {
  test('of seven characters is too short for anybody', () => {
    expect(findPasswordLack('Abc-123', false)).toBe('tooShort');
  });

  test('of one kind will do for a member and not for staff', () => {
    expect(findPasswordLack('lichuan2', false)).toBeNull();
    expect(findPasswordLack('lichuan2', true)).toBe('tooPlain');
    expect(findPasswordLack('Lichuan2', true)).toBeNull();
  });
});
