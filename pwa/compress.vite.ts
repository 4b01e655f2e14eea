import type { Plugin } from 'vite';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';

/** Below this a twin saves nothing that a packet would notice. */
const LEAST = 512;
const WORTH_IT = /\.(js|css|html|svg|json|webmanifest)$/;

/** Write a .br and a .gz beside each file that gets smaller by it: the server hands them out, and packs nothing itself. */
export function compressedTwins(): Plugin {
  let folder = '';
  return {
    name: 'lianxinqiao:compressed-twins',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      async handler() {
        const found = await readdir(folder, { recursive: true, withFileTypes: true });
        const files = found.filter((one) => one.isFile() && WORTH_IT.test(one.name));
        await Promise.all(files.map((one) => writeTwins(join(one.parentPath, one.name))));
      },
    },
  };
}

async function writeTwins(path: string): Promise<void> {
  const plain = await readFile(path);
  if (plain.length < LEAST) return;
  const most = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  const twins = { br: await promisify(brotliCompress)(plain, most), gz: await promisify(gzip)(plain, { level: 9 }) };
  for (const [ending, packed] of Object.entries(twins)) {
    if (packed.length < plain.length) await writeFile(`${path}.${ending}`, packed);
  }
}
