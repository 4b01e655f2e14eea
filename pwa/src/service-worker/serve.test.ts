// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropOldShells, keepShell, serveRegions, serveShell } from './serve';

const SHELL = { version: 'v2', files: ['/', '/assets/main-1a2b.js'] };
const REGIONS = new Request('https://bridge.example/api/v1/regions');

function addressOf(request: RequestInfo | URL): string {
  return request instanceof Request ? request.url : String(request);
}

/** The browser's caches, as far as the worker uses them. */
class Caches {
  private readonly stores = new Map<string, Map<string, Response>>();

  open(name: string): Promise<Pick<Cache, 'put' | 'match'>> {
    const store = this.stores.get(name) ?? new Map<string, Response>();
    this.stores.set(name, store);
    return Promise.resolve({
      put: async (request, answer) => void store.set(addressOf(request), answer),
      match: async (request) => store.get(addressOf(request))?.clone(),
    });
  }

  async match(file: string, { cacheName }: { cacheName: string }): Promise<Response | undefined> {
    return this.stores.get(cacheName)?.get(file)?.clone();
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.stores.keys()]);
  }

  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.stores.delete(name));
  }
}

const network = vi.fn<(request: string | Request, options?: RequestInit) => Promise<Response>>();

beforeEach(() => {
  network.mockReset();
  network.mockImplementation((request) => Promise.resolve(new Response(`of ${String(request)}`)));
  vi.stubGlobal('caches', new Caches());
  vi.stubGlobal('fetch', network);
});

afterEach(() => vi.unstubAllGlobals());

async function ask(file: string): Promise<string> {
  return (await serveShell(SHELL, file, new Request(`https://bridge.example${file}`))).text();
}

test('once kept, the app opens without a network', async () => {
  await keepShell(SHELL);
  network.mockRejectedValue(new TypeError('Failed to fetch'));
  expect(await ask('/')).toBe('of /');
  expect(await ask('/assets/main-1a2b.js')).toBe('of /assets/main-1a2b.js');
});

test('the page is fetched past the browser\'s own cache, hashed files are not fetched twice', async () => {
  await keepShell(SHELL);
  expect(network.mock.calls).toEqual([['/', { cache: 'reload' }], ['/assets/main-1a2b.js', { cache: 'default' }]]);
});

test('a build of which one file is missing is not installed', async () => {
  network.mockImplementation((request) => Promise.resolve(new Response('', { status: request === '/' ? 200 : 404 })));
  await expect(keepShell(SHELL)).rejects.toThrow('/assets/main-1a2b.js: 404');
});

test('a cache that the browser cleared is replaced by the network', async () => {
  network.mockResolvedValue(new Response('fresh'));
  expect(await ask('/')).toBe('fresh');
});

test('a new version removes the old shell and nothing else', async () => {
  await caches.open('lxq-shell-v1');
  await caches.open('lxq-regions');
  await caches.open('somebody-else');
  await keepShell(SHELL);
  await dropOldShells(SHELL);
  expect(await caches.keys()).toEqual(['lxq-regions', 'somebody-else', 'lxq-shell-v2']);
});

test('regions come from the phone at once and are renewed behind it', async () => {
  const linger: Promise<unknown>[] = [];
  const askRegions = async (): Promise<string> => (await serveRegions(REGIONS, (work) => linger.push(work))).text();
  network.mockImplementation(() => Promise.resolve(new Response('2025')));
  expect(await askRegions()).toBe('2025');
  network.mockImplementation(() => Promise.resolve(new Response('2026')));
  expect(await askRegions()).toBe('2025');
  await Promise.all(linger);
  network.mockRejectedValue(new TypeError('Failed to fetch'));
  expect(await askRegions()).toBe('2026');
  await Promise.all(linger);
});

test('a failed answer about regions is handed on and not kept', async () => {
  network.mockResolvedValue(new Response('', { status: 503 }));
  expect((await serveRegions(REGIONS, () => undefined)).status).toBe(503);
  network.mockResolvedValue(new Response('2026'));
  expect(await (await serveRegions(REGIONS, () => undefined)).text()).toBe('2026');
});
