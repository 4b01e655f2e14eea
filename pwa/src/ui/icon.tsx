/** Line icons on a 24-unit grid; always beside a word, so hidden from screen readers. */
const PATHS = {
  home: 'M4 11l8-7 8 7v8.5a.5.5 0 0 1-.5.5H14v-6h-4v6H4.5a.5.5 0 0 1-.5-.5z',
  desk: 'M4 13V6a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v7M4 13v5a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-5M4 13h4.5a3.5 3.5 0 0 0 7 0H20',
  people: 'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-3.6 3-5.5 6.5-5.5s5.9 1.9 6.5 5.5M16 5a3.2 3.2 0 0 1 0 6.2M18 15c1.9.8 3.1 2.5 3.5 5',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9',
  letter: 'M3.5 6h17v12h-17zM3.5 7l8.5 6.5L20.5 7',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-4 3.5-6 7.5-6s6.7 2 7.5 6',
  leave: 'M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10.5 12H21M17.5 8.5L21 12l-3.5 3.5',
  back: 'M10 4h8a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-8M14 12H3.5M7 8.5L3.5 12 7 15.5',
  change: 'M5 8.5h13.5M15 5l3.5 3.5L15 12M19 15.5H5.5M9 12l-3.5 3.5L9 19',
  visit: 'M4 11l8-7 8 7v9H4zM12 16.5c-2.5-1.7-3.3-2.7-3.3-3.8a1.7 1.7 0 0 1 3.3-.6 1.7 1.7 0 0 1 3.3.6c0 1.1-.8 2.1-3.3 3.8z',
  book: 'M12 6.5C10 5 7.5 4.5 4 4.5v13.5c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4.5c-3.5 0-6 .5-8 2zM12 6.5V20',
  phone: 'M8 2.5h8a1 1 0 0 1 1 1v17a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1v-17a1 1 0 0 1 1-1zM10.5 18.5h3',
  check: 'M4.5 12.5l5 5 10-11',
  chevron: 'M9 5l7 7-7 7',
  left: 'M15 5l-7 7 7 7',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5',
  download: 'M12 4.5V16M7.5 11.5L12 16l4.5-4.5M4.5 15.5V19a1 1 0 0 0 1 1h13a1 1 0 0 0 1-1v-3.5',
  eye: 'M2.5 12C4.5 8 8 6 12 6s7.5 2 9.5 6c-2 4-5.5 6-9.5 6s-7.5-2-9.5-6zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  warn: 'M12 4l9.5 16h-19zM12 10v4.5M12 17v.5',
  plus: 'M12 5v14M5 12h14',
  pen: 'M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18',
  out: 'M10 4H5.5a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1H10M9.5 12H20M16.5 8.5L20 12l-3.5 3.5',
  cloud: 'M4 4l16 16M8.5 8A6 6 0 0 1 18 11.5a4 4 0 0 1 2 7M6.5 10.5A4.3 4.3 0 0 0 7 19h8.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return <Line d={PATHS[name]} />;
}

/** One drawing of this set; pages of their own bring their own paths. */
export function Line({ d }: { d: string }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={d} />
    </svg>
  );
}
