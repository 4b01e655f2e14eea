import { afterEach, expect, test, vi } from 'vitest';
import { registerServiceWorker } from './register';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A browser whose worker can be installed and take over. */
function give(options: { controller: boolean; waiting?: boolean }) {
  const worker = Object.assign(new EventTarget(), { state: 'installing', postMessage: vi.fn() });
  const registration = Object.assign(new EventTarget(), {
    waiting: options.waiting ? worker : null, installing: worker, update: vi.fn().mockResolvedValue(undefined),
  });
  const container = Object.assign(new EventTarget(), {
    controller: options.controller ? {} : null, register: vi.fn().mockResolvedValue(registration),
  });
  vi.stubGlobal('navigator', { serviceWorker: container });
  const install = (): void => {
    registration.dispatchEvent(new Event('updatefound'));
    worker.state = 'installed';
    worker.dispatchEvent(new Event('statechange'));
  };
  return { worker, container, install };
}

test('a browser without service workers is left in peace', async () => {
  vi.stubGlobal('navigator', {});
  await expect(registerServiceWorker(vi.fn())).resolves.toBeUndefined();
});

test('a refused registration disturbs nobody', async () => {
  const { container } = give({ controller: false });
  container.register.mockRejectedValue(new DOMException('', 'SecurityError'));
  await expect(registerServiceWorker(vi.fn())).resolves.toBeUndefined();
});

test('the first installation is no new version', async () => {
  const { install } = give({ controller: false });
  const onNewVersion = vi.fn();
  await registerServiceWorker(onNewVersion);
  install();
  expect(onNewVersion).not.toHaveBeenCalled();
});

test('a new version is announced and takes over only when the person agrees', async () => {
  const { worker, container, install } = give({ controller: true });
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
  const onNewVersion = vi.fn<(takeOver: () => void) => void>();
  await registerServiceWorker(onNewVersion);
  install();
  expect(onNewVersion).toHaveBeenCalledTimes(1);
  expect(worker.postMessage).not.toHaveBeenCalled();
  onNewVersion.mock.calls[0]?.[0]();
  expect(worker.postMessage).toHaveBeenCalledWith('take_over');
  expect(reload).not.toHaveBeenCalled();
  container.dispatchEvent(new Event('controllerchange'));
  expect(reload).toHaveBeenCalledTimes(1);
});

test('a version that was ready before the page opened is announced too', async () => {
  give({ controller: true, waiting: true });
  const onNewVersion = vi.fn();
  await registerServiceWorker(onNewVersion);
  expect(onNewVersion).toHaveBeenCalledTimes(1);
});
