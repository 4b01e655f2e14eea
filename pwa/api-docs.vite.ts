import type { Plugin } from 'vite';

const FROM_PACKAGE = ['swagger-ui-bundle.js', 'swagger-ui.css'];
const OURS = ['index.html', 'page.css', 'page.js'];

export const API_DOCS = 'api/docs/';

/**
 * Lay the interactive page of the API beside the PWA, with the document itself: at /api/docs/, from this origin alone.
 * It lies below /api because no phone keeps that: whoever opens the PWA never fetches a byte of it.
 */
export function apiDocs(): Plugin {
  let root = '';
  return {
    name: 'lianxinqiao:api-docs',
    apply: 'build',
    configResolved(config) {
      ({ root } = config);
    },
    async generateBundle() {
      const files = [
        ...OURS.map((name) => `${root}/api-docs/${name}`),
        ...FROM_PACKAGE.map((name) => `${root}/node_modules/swagger-ui-dist/${name}`),
        `${root}/../openapi.yaml`,
      ];
      await Promise.all(
        files.map(async (file) => {
          const source = await this.fs.readFile(file);
          this.emitFile({ type: 'asset', fileName: API_DOCS + file.slice(file.lastIndexOf('/') + 1), source });
        }),
      );
    },
  };
}
