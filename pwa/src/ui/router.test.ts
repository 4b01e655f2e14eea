import { expect, test } from 'vitest';
import { address, match, navigate } from './router';

test.each([
  ['/', '/', {}],
  ['/members', '/members', {}],
  ['/members/:id', '/members/m-1', { id: 'm-1' }],
  ['/members/:id/report/:kind', '/members/m-1/report/return', { id: 'm-1', kind: 'return' }],
  ['/desk/:id?', '/desk', {}],
  ['/desk/:id?', '/desk/r-1', { id: 'r-1' }],
  ['/members/:id', '/members/%E9%99%88', { id: '陈' }],
])('%s fits %s', (pattern, path, params) => {
  expect(match(pattern, path)).toEqual(params);
});

test.each([
  ['/', '/members'],
  ['/members', '/'],
  ['/members/:id', '/members'],
  ['/members/:id', '/members/m-1/timeline'],
  ['/report/:kind', '/reports/departure'],
])('%s does not fit %s', (pattern, path) => {
  expect(match(pattern, path)).toBeNull();
});

test('going somewhere changes the address, its query included', () => {
  navigate('/report/change/?report=r-1');
  expect(address.value).toEqual({ path: '/report/change', query: { report: 'r-1' } });
});
