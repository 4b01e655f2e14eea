import type { Shell } from './plan';

const PREFIX = 'lxq-shell-';
const REGIONS_CACHE = 'lxq-regions';

function cacheName(shell: Shell): string {
  return PREFIX + shell.version;
}

/** Fetch the whole build or fail: half a shell would open offline to a blank page. */
export async function keepShell(shell: Shell): Promise<void> {
  const cache = await caches.open(cacheName(shell));
  await Promise.all(
    shell.files.map(async (file) => {
      // Names under /assets/ change with their content, so what the page has just loaded will do.
      const answer = await fetch(file, { cache: file.startsWith('/assets/') ? 'default' : 'reload' });
      if (!answer.ok || answer.redirected) throw new Error(`${file}: ${answer.status}`);
      await cache.put(file, answer);
    }),
  );
}

/** Remove the shells of other versions. */
export async function dropOldShells(shell: Shell): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== cacheName(shell));
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Answer with a file of the shell; the network helps where the browser has cleared the cache. */
export async function serveShell(shell: Shell, file: string, request: Request): Promise<Response> {
  const kept = await caches.match(file, { cacheName: cacheName(shell), ignoreVary: true }).catch(() => undefined);
  return kept ?? fetch(request);
}

/**
 * Answer with the regions kept, if any, and fetch them anew for the next time; `linger` keeps the
 * worker alive for that.
 */
export async function serveRegions(request: Request, linger: (work: Promise<unknown>) => void): Promise<Response> {
  const cache = await caches.open(REGIONS_CACHE).catch(() => null);
  if (!cache) return fetch(request);
  const kept = await cache.match(request, { ignoreVary: true });
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  linger(fresh.catch(() => undefined));
  return kept;
}
