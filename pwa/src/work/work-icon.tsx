import { Icon, Line, type IconName } from '../ui/icon';

/** The pictures of the work's places, beyond those of the first screens. */
const PATHS = {
  calendar: 'M4.5 6h15v13.5h-15zM4.5 10h15M8.5 3.5V8M15.5 3.5V8M8.5 14h3',
  rings: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  all: 'M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z',
  call: 'M6 3.5h3.2l1.6 4.3-2.1 1.6a12 12 0 0 0 5.9 5.9l1.6-2.1 4.3 1.6V18a2.5 2.5 0 0 1-2.7 2.5A16.5 16.5 0 0 1 3.5 6.2 2.5 2.5 0 0 1 6 3.5z',
  link: 'M9.5 14.5l5-5M8 11l-2.6 2.6a3.9 3.9 0 0 0 5.5 5.5L13.5 16.5M10.5 7.5L13.1 5a3.9 3.9 0 0 1 5.5 5.5L16 13',
  look: 'M5 4.5h9.5M5 9h6M5 13.5h4M15 19a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM18 18l3 3',
  meet: 'M4 5h16v10.5H9.5L5.5 19v-3.5H4zM8 9h8M8 12h5',
  heart: 'M12 20c-5.5-4-8-7-8-10.2A4.3 4.3 0 0 1 12 7.5a4.3 4.3 0 0 1 8 2.3c0 3.2-2.5 6.2-8 10.2z',
  hand: 'M12 3.5v4M5.5 6.5l2.5 2.7M18.5 6.5L16 9.2M6 20.5v-5a6 6 0 0 1 12 0v5zM6 17.5h12',
  coin: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM8.5 7.5L12 12l3.5-4.5M12 12v5M9 12.5h6M9 15h6',
  steps: 'M5 5.5h4M5 12h9M5 18.5h14M17 4l2 2 3-3',
  print: 'M7 9V3.5h10V9M7 17H4.5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h15a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H17M7 14h10v6.5H7z',
  key: 'M14.5 13.5a5 5 0 1 0-4.2-2.3L3.5 18v2.5H6l1-1.5h2v-2l1.7-1.7M16 8v.1',
  sliders: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
} as const;

export type WorkIconName = IconName | keyof typeof PATHS;

export function WorkIcon({ name }: { name: WorkIconName }) {
  return name in PATHS ? <Line d={PATHS[name as keyof typeof PATHS]} /> : <Icon name={name as IconName} />;
}
