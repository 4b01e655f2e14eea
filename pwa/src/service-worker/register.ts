const AN_HOUR = 3_600_000;

/**
 * Let the app open offline from now on. `onNewVersion` is called when a newer build is ready; its
 * argument switches to it and reloads the page. Where service workers are missing or refused
 * (WeChat on iOS, plain HTTP) nothing happens, and nothing is lost.
 */
export async function registerServiceWorker(onNewVersion: (takeOver: () => void) => void): Promise<void> {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) return;
  try {
    await pageLoaded();
    const registration = await container.register('/sw.js', { updateViaCache: 'none' });
    announceNewVersions(container, registration, onNewVersion);
    lookForNewVersions(registration);
  } catch {
    // The app works without; it only does not open offline.
  }
}

/** The first screen comes first: on a slow line the shell's other files would delay it. */
function pageLoaded(): Promise<void> {
  if (document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => window.addEventListener('load', () => resolve(), { once: true }));
}

function announceNewVersions(
  container: ServiceWorkerContainer,
  registration: ServiceWorkerRegistration,
  onNewVersion: (takeOver: () => void) => void,
): void {
  const announce = (waiting: ServiceWorker): void => {
    // Without a controller this is the first visit, not a new version.
    if (!container.controller) return;
    onNewVersion(() => {
      container.addEventListener('controllerchange', () => location.reload(), { once: true });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker takes no target
      waiting.postMessage('take_over');
    });
  };
  if (registration.waiting) announce(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') announce(installing);
    });
  });
}

/** A page that stays open for weeks would otherwise never ask. */
function lookForNewVersions(registration: ServiceWorkerRegistration): void {
  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - asked < AN_HOUR) return;
    asked = Date.now();
    void registration.update().catch(() => undefined);
  });
}
