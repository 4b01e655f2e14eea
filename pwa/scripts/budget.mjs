/**
 * Hold the first screens to their budget: what somebody's phone fetches before they can sign in, and before
 * they see their home.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const DIST = join(import.meta.dirname ?? '.', '..', 'dist');
const SCREENS = [
  { name: 'sign-in', entries: ['entrance'], bytes: 30_000, requests: 7 },
  { name: 'member’s home', entries: ['shell'], bytes: 30_000, requests: 6 },
  { name: 'a liaison’s today', entries: ['shell', 'work', 'today'], bytes: 40_000, requests: 11 },
  { name: 'a secretary’s desk', entries: ['shell', 'work', 'desk'], bytes: 80_000, requests: 14 },
];
/** What nobody waits for: pictures are fetched after the words and figures that they draw. */
const LATER = ['src/features/whereabouts/flow-picture.tsx'];
const WITHOUT = ['src/features/whereabouts/whereabouts-page.tsx'];

const manifest = JSON.parse(readFileSync(join(DIST, '.vite', 'manifest.json'), 'utf8'));
const page = readFileSync(join(DIST, 'index.html'), 'utf8');
const linked = [...page.matchAll(/(?:href|src)="\/([^"]+)"/g)].map(([, path]) => path);

function keyOf(name) {
  const found = Object.keys(manifest).find((key) => key === name || manifest[key].name === name);
  if (found === undefined) throw new Error(`The build has no ${name}.`);
  return found;
}

function filesOf(name, seen = new Set()) {
  const chunk = manifest[keyOf(name)];
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const style of chunk.css ?? []) seen.add(style);
  for (const imported of chunk.imports ?? []) filesOf(imported, seen);
  return seen;
}

let broken = false;
for (const { name, entries, bytes, requests } of SCREENS) {
  const files = new Set(['index.html', ...linked]);
  for (const start of ['index.html', ...entries]) filesOf(start).forEach((file) => files.add(file));
  const contents = [...files].map((file) => readFileSync(join(DIST, file)));
  const brotli = contents.reduce((sum, content) => sum + brotliCompressSync(content).length, 0);
  const gzip = contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
  const over = brotli > bytes || files.size > requests;
  broken ||= over;
  process.stdout.write(
    `${over ? 'OVER ' : 'ok   '} ${name}: ${brotli} bytes brotli (most ${bytes}), ${gzip} gzip, ` +
      `${files.size} requests (most ${requests})\n`,
  );
  if (over) for (const file of files) process.stdout.write(`      ${file}\n`);
}
const fetchedAtOnce = new Set();
for (const entry of [...SCREENS.flatMap(({ entries }) => entries), ...WITHOUT]) filesOf(entry, fetchedAtOnce);
for (const key of LATER) {
  const tooEarly = fetchedAtOnce.has(manifest[keyOf(key)].file);
  broken ||= tooEarly;
  process.stdout.write(`${tooEarly ? 'EARLY' : 'later'} ${key}\n`);
}
for (const file of fetchedAtOnce) {
  // The budget counts packed bytes; so the packed file must be there for the server to hand out.
  if (statSync(join(DIST, file)).size < 1024 || existsSync(join(DIST, `${file}.br`))) continue;
  broken = true;
  process.stdout.write(`PLAIN ${file} has no packed twin\n`);
}
process.exitCode = broken ? 1 : 0;
