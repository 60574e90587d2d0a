// Lays a brotli and a gzip copy beside every file of a folder that gets smaller by it. cargo-leptos can do that too, but as it is built
// here, without optimisation, it takes ten times as long.
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const folder = process.argv[2];
if (!folder) {
  console.error("Usage: node scripts/compress.mjs FOLDER");
  process.exit(2);
}

const packers = {
  br: (file) =>
    promisify(brotliCompress)(file, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: file.length,
      },
    }),
  gz: (file) => promisify(gzip)(file, { level: constants.Z_BEST_COMPRESSION }),
};
const packed = (name) => Object.keys(packers).some((end) => name.endsWith(`.${end}`));
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile() && !packed(entry.name));

async function pack(path) {
  const file = await readFile(path);
  for (const [end, packer] of Object.entries(packers)) {
    const smaller = await packer(file);
    // An older copy would be served in place of a file that changed.
    if (smaller.length < file.length) await writeFile(`${path}.${end}`, smaller);
    else await rm(`${path}.${end}`, { force: true });
  }
}

await Promise.all(files.map((entry) => pack(join(entry.parentPath ?? entry.path, entry.name))));
