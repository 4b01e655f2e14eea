import { planFor, type Shell } from './plan';
import { dropOldShells, keepShell, serveRegions, serveShell } from './serve';

/** Written in by the build, which alone knows the names of all files. */
declare const SHELL_OF_THIS_BUILD: Shell;
declare const self: ServiceWorkerGlobalScope;

const shell = SHELL_OF_THIS_BUILD;

self.addEventListener('install', (event) => event.waitUntil(keepShell(shell)));

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells(shell).then(() => self.clients.claim()));
});

// A new version waits until the person agrees or closes the app: page and files are always of one build.
self.addEventListener('message', (event) => {
  if (event.data === 'take_over') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const linger = (work: Promise<unknown>): void => event.waitUntil(work);
  switch (planFor(request, self.location.origin, shell)) {
    case 'page':
      return event.respondWith(serveShell(shell, '/', request));
    case 'file':
      return event.respondWith(serveShell(shell, new URL(request.url).pathname, request));
    case 'regions':
      return event.respondWith(serveRegions(request, linger));
    case 'network':
  }
});
