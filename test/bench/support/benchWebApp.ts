/** A web app of 5 MB, as bundlers leave one: scripts and styles, pictures that are packed already, an icon and a manifest. */

import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchFolder } from './benchFolder.ts';
import { pseudoRandomBytes } from './pseudoRandom.ts';

const kilobyte = 1024;
const chunkBytes = 150 * kilobyte;

const libraries = fileURLToPath(new URL('../../../node_modules', import.meta.url));

export function benchWebApp(): string {
  const folder = join(benchFolder, 'web-5-both');
  if (existsSync(folder)) return folder;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  const www = join(draft, 'www');
  mkdirSync(join(www, 'assets'), { recursive: true });
  cpSync(fileURLToPath(new URL('../../../samples/hello-web/www', import.meta.url)), www, { recursive: true });
  const scripts = realScripts(20 * chunkBytes);
  for (let index = 0; index < 20; index++)
    writeFileSync(join(www, 'assets', `chunk-${index}.js`), scripts.subarray(index * chunkBytes, (index + 1) * chunkBytes));
  for (let index = 0; index < 20; index++)
    writeFileSync(join(www, 'assets', `picture-${index}.webp`), pseudoRandomBytes(105 * kilobyte, index + 101));
  const platform = { appIdentifier: 'org.acme.bench' };
  const settings = { name: 'Bench', version: '1.0.0', web: { webDir: 'www' }, android: platform, ios: platform };
  writeFileSync(join(draft, 'mobile-distribution.json'), JSON.stringify(settings, undefined, 2));
  renameSync(draft, folder);
  return folder;
}

/** Code that people wrote, from the libraries of this project: how fast text packs depends on what it says. */
function realScripts(length: number): Uint8Array {
  const patterns = ['zod/v4', 'fast-check/lib', 'mocha/lib', 'lit-html', '@vscode-elements/elements/dist'].map(
    (folder) => `${folder}/**/*.js`,
  );
  const parts = globSync(patterns, { cwd: libraries })
    .toSorted()
    .map((path) => readFileSync(join(libraries, path)));
  const text = Buffer.concat(parts);
  const scripts = Buffer.alloc(length);
  for (let offset = 0; offset < length; offset += text.length) text.copy(scripts, offset);
  return scripts;
}
