// Runs behind `vite build`: fails when a first screen has grown over its limit, then writes the compressed copies that
// the gateway serves (.br and .gz beside each file).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const DIST = 'dist';
const LIMIT_KB = 350;
/** Smaller files gain nothing. */
const LEAST_BYTES = 1_000;

/** What the browser has loaded when the first page of a role stands, in the language that costs more. */
const SHELL = ['index.html', 'src/app/App.tsx', 'src/messages/de/index.ts'];
const FIRST_SCREENS = {
  'intake (L1)': SHELL,
  'board (engineer)': [...SHELL, 'src/features/board/BoardPage.tsx'],
};

const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'));

function filesOf(names) {
  const files = new Set();
  const seen = new Set();
  const visit = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`${name} is not in the build: correct scripts/finish.mjs`);
    files.add(chunk.file);
    chunk.css?.forEach((file) => files.add(file));
    chunk.imports?.forEach(visit);
  };
  names.forEach(visit);
  return [...files];
}

const gzipped = (file) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length / 1024;

let tooLarge = false;
for (const [screen, names] of Object.entries(FIRST_SCREENS)) {
  const size = filesOf(names).reduce((sum, file) => sum + gzipped(file), 0);
  tooLarge ||= size > LIMIT_KB;
  console.log(`first screen, ${screen}: ${size.toFixed(1)} KB gzip of ${LIMIT_KB}`);
}
if (tooLarge) {
  console.error('The first screen is over its limit: load what it does not need with the page that does.');
  process.exit(1);
}

for (const entry of readdirSync(join(DIST, 'assets'))) {
  if (!/\.(js|css|svg)$/.test(entry)) continue;
  const path = join(DIST, 'assets', entry);
  const bytes = readFileSync(path);
  if (bytes.length < LEAST_BYTES) continue;
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  );
}
