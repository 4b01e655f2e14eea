import { useEffect, useRef, useState } from 'preact/hooks';
import type { Whereabouts } from '../../api/types';
import { whereaboutsWords } from '../../words/whereabouts';
import { layFlow, type End, type Stream } from './flow-layout';
import { destinationsOf, nameOf } from './names';

const MOST = 9;
const REST = 'rest';
/** Widths in letters: the most that stands on the left, what stands on the right, and what the streams need between. */
const LEFT = 10;
const RIGHT = 7.5;
const BETWEEN = 5;
const BAR = 6;

/** A picture of the streams from home to the provinces. Whoever cannot see it reads the table beneath. */
export default function FlowPicture({ told }: { told: Whereabouts }) {
  const say = whereaboutsWords.value;
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, letter: 16 });
  useEffect(() => {
    const measure = () => {
      const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
      // Where it does not fit, nothing stands here, and takes no room.
      setRoom({ width: box.current?.parentElement?.clientWidth ?? 0, letter });
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);

  const { width, letter } = room;
  const longest = Math.max(...told.homes.map((home) => homeName(told, home.id).length));
  const left = Math.min(longest + 2.5, LEFT) * letter;
  const right = width - RIGHT * letter;
  const destinations = destinationsOf(told);
  const shown = destinations.slice(0, destinations.length > MOST + 1 ? MOST : undefined);
  const rest = destinations.length - shown.length;
  const streams = gather(told, shown);
  const keys = rest > 0 ? [...shown, REST] : shown;
  const homes = told.homes.filter((home) => home.away > 0).map((home) => home.id);
  const flow = layFlow(streams, homes, keys, letter * 1.75);
  const fits = right - left > BETWEEN * letter;
  return (
    <div ref={box} class="flow">
      {fits && <p class="soft small no-print">{say.flowsHint}</p>}
      {fits && (
        <svg width={width} height={flow.height} role="img" aria-label={say.flowsLabel}>
          {flow.ribbons.map((ribbon) => (
            <path
              key={`${ribbon.from}/${ribbon.to}`}
              class="flow-ribbon"
              d={curve(left + BAR, ribbon.fromY, right - BAR, ribbon.toY)}
              stroke-width={Math.max(ribbon.width, 1)}
            >
              <title>{`${homeName(told, ribbon.from)} → ${destinationName(ribbon.to, rest, told)}: ${ribbon.count}`}</title>
            </path>
          ))}
          {flow.left.map((end) => (
            <Mark key={end.key} end={end} x={left} name={homeName(told, end.key)} side="end" />
          ))}
          {flow.right.map((end) => (
            <Mark key={end.key} end={end} x={right - BAR} name={destinationName(end.key, rest, told)} side="start" />
          ))}
        </svg>
      )}
    </div>
  );
}

/** What goes to provinces beyond those that are shown, as one stream for each home. */
function gather(told: Whereabouts, shown: string[]): Stream[] {
  const counts = new Map<string, Stream>();
  for (const { organization_id: from, province, count } of told.flows) {
    const to = shown.includes(province) ? province : REST;
    const before = counts.get(`${from}/${to}`);
    counts.set(`${from}/${to}`, { from, to, count: count + (before?.count ?? 0) });
  }
  return [...counts.values()];
}

/** In the picture a village goes by its name alone; the table has it whole. */
function homeName(told: Whereabouts, id: string): string {
  const whole = told.homes.find((home) => home.id === id)?.name ?? '';
  const name = whole.replace(/(党支部|党总支|党委)$/, '');
  return name.length > LEFT - 3 ? `${name.slice(0, LEFT - 4)}…` : name;
}

function destinationName(key: string, rest: number, told: Whereabouts): string {
  return key === REST ? whereaboutsWords.value.others(rest) : nameOf(key, told);
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

interface MarkProps {
  end: End;
  x: number;
  name: string;
  side: 'start' | 'end';
}

function Mark({ end, x, name, side }: MarkProps) {
  const middle = end.y + end.height / 2;
  return (
    <>
      <rect class="flow-end" x={x} y={end.y} width={BAR} height={Math.max(end.height, 1)} />
      <text x={side === 'end' ? x - 8 : x + BAR + 8} y={middle} dy="0.35em" text-anchor={side}>
        {name} <tspan class="flow-count">{end.count}</tspan>
      </text>
    </>
  );
}
