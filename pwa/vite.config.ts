import { defineConfig } from 'vitest/config';
import { serviceWorker } from './service-worker.vite';

export default defineConfig({
  plugins: [serviceWorker()],
  build: {
    manifest: true, // the budget reads which files a screen needs
    // The oldest browsers that villages and township offices really use.
    target: ['chrome80', 'safari13.1'],
    cssTarget: ['chrome80', 'safari13.1'],
    assetsInlineLimit: 0, // a data: address would break the content security policy
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
