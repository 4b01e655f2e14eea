import { expect, test } from 'vitest';
import { fit } from './shrink';

test.each([
  [4000, 3000, 1600, 1200],
  [3000, 4000, 1200, 1600],
  [800, 600, 800, 600],
  [16000, 1, 1600, 1],
])('a picture of %i × %i is kept at %i × %i', (width, height, kept, high) => {
  expect(fit(width, height)).toEqual({ width: kept, height: high });
});
