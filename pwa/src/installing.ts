import { registerServiceWorker } from './service-worker/register';
import { offerUpdate } from './ui/update';

/** What installing and opening offline need; it comes after the first screen, which does without. */
export function makeInstallable(): void {
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = '/manifest.webmanifest';
  document.head.append(link);
  void registerServiceWorker(offerUpdate);
}
