import { expect, test } from 'vitest';
import { planFor } from './plan';

const SHELL = { version: 'v1', files: ['/', '/assets/main-1a2b.js', '/icon.svg'] };
const HOME = 'https://bridge.example';

function plan(path: string, mode = 'cors', method = 'GET'): string {
  return planFor({ method, mode, url: new URL(path, HOME).href }, HOME, SHELL);
}

test.each([
  ['/api/v1/auth/sign-in', 'cors', 'POST'],
  ['/api/v1/auth/refresh', 'cors', 'POST'],
  ['/api/v1/auth/me', 'cors', 'GET'],
  ['/api/v1/members', 'cors', 'GET'],
  ['/api/v1/regions/import', 'cors', 'GET'],
  ['/api/v1/members/export?format=xlsx', 'navigate', 'GET'],
  ['/api/v1/regions', 'navigate', 'GET'],
  ['/healthz', 'navigate', 'GET'],
  ['/openapi.yaml', 'navigate', 'GET'],
  ['/', 'navigate', 'POST'],
  ['/assets/other.js', 'no-cors', 'GET'],
  ['https://elsewhere.example/assets/main-1a2b.js', 'no-cors', 'GET'],
])('%s (%s, %s) is left to the network', (path, mode, method) => {
  expect(plan(path, mode, method)).toBe('network');
});

test('every screen is the kept page, an invitation link too', () => {
  for (const path of ['/', '/reports/new?kind=departure', '/i#ABCDEFGHJK', '/apiary']) {
    expect(plan(path, 'navigate')).toBe('page');
  }
});

test('the files of this build are answered from the phone', () => {
  expect(plan('/assets/main-1a2b.js', 'no-cors')).toBe('file');
});

test('of the API only the public regions are kept', () => {
  expect(plan('/api/v1/regions')).toBe('regions');
});
