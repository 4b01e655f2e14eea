import type { ComponentChildren } from 'preact';
import { whereaboutsWords } from '../../words/whereabouts';

export interface Bar {
  key: string;
  name: string;
  count: number;
  /** The list behind the figure. */
  list: string;
  /** One level further down, where there is one. */
  further?: string;
  quiet?: boolean;
}

/** Figures as bars, each with the list behind it; the numbers say the same, so the bars are for the eye alone. */
export function Bars({ bars, label, children }: { bars: Bar[]; label: string; children?: ComponentChildren }) {
  const most = Math.max(...bars.map((bar) => bar.count), 1);
  return (
    <ul class="bars" aria-label={label}>
      {bars.map((bar) => (
        <BarRow key={bar.key} bar={bar} share={bar.count / most} />
      ))}
      {children}
    </ul>
  );
}

function BarRow({ bar, share }: { bar: Bar; share: number }) {
  const say = whereaboutsWords.value;
  const drawn = (
    <>
      <span class="bar-name">{bar.name}</span>
      <svg class={bar.quiet === true ? 'bar quiet' : 'bar'} aria-hidden="true">
        <rect width={`${share * 100}%`} height="100%" rx="3" />
      </svg>
    </>
  );
  if (bar.count === 0) {
    return (
      <li class="bar-row">
        <span class="bar-link">{drawn}</span>
        <span class="bar-count none">{say.people(0)}</span>
      </li>
    );
  }
  return (
    <li class="bar-row">
      <a
        class="bar-link"
        href={bar.further ?? bar.list}
        aria-label={bar.further === undefined ? say.see(bar.name, bar.count) : say.openCities(bar.name, bar.count)}
      >
        {drawn}
      </a>
      <a class="bar-count" href={bar.list} aria-label={say.see(bar.name, bar.count)}>
        {say.people(bar.count)}
      </a>
    </li>
  );
}
