import { expect, test } from 'vitest';
import { layFlow } from './flow-layout';

const STREAMS = [
  { from: 'a', to: 'x', count: 6 },
  { from: 'a', to: 'y', count: 1 },
  { from: 'b', to: 'x', count: 2 },
  { from: 'b', to: 'z', count: 1 },
];

test('each end is as high as its streams are wide, and counts what they count', () => {
  const flow = layFlow(STREAMS, ['a', 'b'], ['x', 'y', 'z'], 20);
  for (const [ends, side] of [[flow.left, 'from'], [flow.right, 'to']] as const) {
    for (const end of ends) {
      const mine = flow.ribbons.filter((ribbon) => ribbon[side] === end.key);
      expect(mine.reduce((sum, ribbon) => sum + ribbon.count, 0)).toBe(end.count);
      expect(mine.reduce((sum, ribbon) => sum + ribbon.width, 0)).toBeCloseTo(end.height);
    }
  }
});

test('ends keep the order that they were given in, a line apart, and lie within the height', () => {
  const flow = layFlow(STREAMS, ['a', 'b'], ['x', 'y', 'z'], 20);
  for (const ends of [flow.left, flow.right]) {
    const middles = ends.map((end) => end.y + end.height / 2);
    for (const [at, middle] of middles.entries()) {
      expect(middle).toBeGreaterThanOrEqual((middles[at - 1] ?? -Infinity) + 19.9);
      expect(middle).toBeLessThanOrEqual(flow.height);
    }
  }
});

test('nobody away is a picture of nothing', () => {
  expect(layFlow([], [], [], 20).ribbons).toEqual([]);
});
