/** Where each end and each stream of a flow diagram lies: two columns, heights by count, nothing sorted by merit. */
export interface Stream {
  from: string;
  to: string;
  count: number;
}

export interface End {
  key: string;
  count: number;
  y: number;
  height: number;
}

export interface Ribbon extends Stream {
  fromY: number;
  toY: number;
  width: number;
}

export interface Flow {
  height: number;
  left: End[];
  right: End[];
  ribbons: Ribbon[];
}

/** least: the height that one line of writing needs, which the smallest end gets, too. */
export function layFlow(streams: Stream[], left: string[], right: string[], least: number): Flow {
  const most = Math.max(left.length, right.length);
  const total = streams.reduce((sum, stream) => sum + stream.count, 0);
  const drawn = Math.max(most * least * 0.5, least * 4);
  const scale = total === 0 ? 0 : drawn / total;
  const one = stack(streams, left, (stream) => stream.from, scale, least);
  const other = stack(streams, right, (stream) => stream.to, scale, least);
  const height = Math.max(one.height, other.height);
  centre(one.ends, height - one.height);
  centre(other.ends, height - other.height);
  return { height, left: one.ends, right: other.ends, ribbons: draw(streams, one.ends, other.ends, scale) };
}

function stack(streams: Stream[], keys: string[], keyOf: (stream: Stream) => string, scale: number, least: number) {
  let y = 0;
  const ends = keys.map((key) => {
    const count = streams.reduce((sum, stream) => sum + (keyOf(stream) === key ? stream.count : 0), 0);
    const height = count * scale;
    // The writing needs its line; what is drawn keeps its true height in the middle of it.
    const room = Math.max(height + least * 0.25, least);
    const end: End = { key, count, y: y + (room - height) / 2, height };
    y += room;
    return end;
  });
  return { ends, height: y };
}

function centre(ends: End[], spare: number): void {
  for (const end of ends) end.y += spare / 2;
}

function draw(streams: Stream[], left: End[], right: End[], scale: number): Ribbon[] {
  const used = new Map<End, number>();
  const take = (end: End, width: number): number => {
    const from = end.y + (used.get(end) ?? 0);
    used.set(end, (used.get(end) ?? 0) + width);
    return from + width / 2;
  };
  const order = (ends: End[], key: string) => ends.findIndex((end) => end.key === key);
  return [...streams]
    .sort((a, b) => order(left, a.from) - order(left, b.from) || order(right, a.to) - order(right, b.to))
    .flatMap((stream) => {
      const one = left[order(left, stream.from)];
      const other = right[order(right, stream.to)];
      if (one === undefined || other === undefined) return [];
      const width = stream.count * scale;
      return [{ ...stream, width, fromY: take(one, width), toY: take(other, width) }];
    });
}
