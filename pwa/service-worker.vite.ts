import type { Plugin } from 'vite';
import { API_DOCS } from './api-docs.vite.ts';

const ENTRY = '/src/service-worker/worker.ts';
const PLACE = 'SHELL_OF_THIS_BUILD';

/** Build the service worker to /sw.js and write into it the list of all files of this build. */
export function serviceWorker(): Plugin {
  let root = '';
  let publicFolder = '';
  return {
    name: 'lianxinqiao:service-worker',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      ({ root, publicDir: publicFolder } = config);
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: root + ENTRY, fileName: 'sw.js' });
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk' || !worker.code.includes(PLACE)) this.error('sw.js was not built');
        // It runs as a classic script: a file shared with the page would be an import that it cannot do.
        if (worker.imports.length + worker.exports.length > 0) this.error('sw.js must stand alone');

        const contents = new Map<string, string | Uint8Array>();
        for (const [name, output] of Object.entries(bundle)) {
          if (name === 'sw.js' || isNotForPhones(name)) continue;
          contents.set(name === 'index.html' ? '/' : `/${name}`, output.type === 'chunk' ? output.code : output.source);
        }
        for (const entry of publicFolder ? await this.fs.readdir(publicFolder, { withFileTypes: true }) : []) {
          if (entry.isFile() && !isNotForPhones(entry.name)) contents.set(`/${entry.name}`, await this.fs.readFile(`${publicFolder}/${entry.name}`));
        }
        // oxlint-disable-next-line unicorn/no-array-sort -- toSorted is younger than the compiler's target
        const files = [...contents.keys()].sort();
        const digests = await Promise.all(files.map(async (file) => `${file} ${await digest(contents.get(file) ?? '')}`));
        const version = (await digest(worker.code + digests.join('\n'))).slice(0, 16);
        worker.code = worker.code.replace(PLACE, JSON.stringify({ version, files }));
      },
    },
  };
}

/** Hidden files, source maps and compressed twins: a server may not hand them out, and one missing file stops it all.
 *  The page for other systems' authors is for them alone. */
function isNotForPhones(name: string): boolean {
  return name.startsWith('.') || name.startsWith(API_DOCS) || /\.(map|gz|br)$/.test(name);
}

async function digest(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  const hash = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
