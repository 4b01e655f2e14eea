import { defineConfig } from 'vitest/config';
import { apiDocs } from './api-docs.vite.ts';
import { compressedTwins } from './compress.vite.ts';
import { serviceWorker } from './service-worker.vite.ts';

/**
 * The first screens are one file each beside what all pages share; left alone, the bundler would cut every
 * module that two pages have in common into a request of its own.
 */
const FILES = [
  {
    name: 'base',
    test: new RegExp(
      [
        'node_modules|preload-helper|rolldown.runtime',
        'src/offline/(?!reconcile)',
        'src/words/(language|index|zh)\\.',
        'src/api/(access|auth|client|problem|transport)\\.',
        'src/ui/(button|icon|later|lazy|mark|router|size|states|toast|update)\\.',
        'src/features/(auth/(roles|session)|outbox/store)\\.',
      ].join('|'),
    ),
  },
  { name: 'entrance', test: /src\/(features\/auth\/(sign-in-page|bridge-picture)|ui\/field|words\/auth)\b/ },
  {
    name: 'shell',
    test: new RegExp(
      [
        'src/(shell|nav|not-found)\\.tsx',
        'src/features/home/',
        'src/features/reports/(life|life-line|life-row|mine)\\.',
        'src/features/outbox/outbox-line',
        'src/api/(members|reports|standing)\\.',
        'src/ui/dates',
      ].join('|'),
    ),
  },
  {
    name: 'work',
    test: new RegExp(
      [
        'src/work/(work-nav|work-pages|places|work-icon)\\.',
        'src/words/work(\\.zh)?\\.ts',
        'src/features/auth/(workplace|workplace-choice)\\.',
        'src/features/outbox/release',
        'src/api/organizations',
      ].join('|'),
    ),
  },
  {
    name: 'pieces',
    test: /src\/ui\/(load|page-head)\./,
  },
  { name: 'dialog', test: /src\/ui\/(choice|dialog)\./ },
  { name: 'office', test: /src\/words\/(keeping|office)(\.zh)?\.ts/ },
  {
    name: 'desk',
    test: new RegExp(
      [
        'src/features/desk/(acts|desk-page|fresh|held|keys|rows|undo-bar)\\.',
        'src/api/desk',
        'src/words/desk(\\.zh)?\\.ts',
      ].join('|'),
    ),
  },
  {
    name: 'today',
    test: new RegExp(
      [
        'src/features/contacts/(today|today-page|work-list|work-list-view|work-card|marks|log|undo|calling)\\.',
        'src/words/today(\\.zh)?\\.ts',
        'src/api/today',
      ].join('|'),
    ),
  },
];

export default defineConfig({
  plugins: [apiDocs(), serviceWorker(), compressedTwins()],
  build: {
    manifest: true, // the budget reads which files a screen needs
    // The oldest browsers that villages and township offices really use.
    target: ['chrome80', 'safari13.1'],
    cssTarget: ['chrome80', 'safari13.1'],
    assetsInlineLimit: 0, // a data: address would break the content security policy
    modulePreload: {
      polyfill: false,
      // Naming every later page's files costs the first screen a kilobyte; those of somebody's first page are worth it.
      resolveDependencies: (file, files, { hostType }) =>
        hostType === 'html' || /\/(desk|today)-/.test(file) ? files : files.filter((one) => one.endsWith('.css')),
    },
    rolldownOptions: { output: { codeSplitting: { groups: FILES, includeDependenciesRecursively: false } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
