/**
 * Packs the extension: gathers in `out/vsix` what `.vscodeignore` may choose from, with the bundles built small, and lets
 * VS Code's own packer make the .vsix of it. The same sources give the same bytes.
 */

import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundleStart } from '../build/buildBundle.ts';
import { buildPackedBundles } from '../build/buildProduct.ts';
import { runTool } from '../steps/program.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { packedManifest } from './packedManifest.ts';
import { packedReadme } from './packedReadme.ts';

/** With the release server; people download it at every update. */
export const packageLimitBytes = 2_500_000;

/** Everything that is packed, and what `.vscodeignore` leaves out of it. VS Code can run the extension from here too. */
export const packedFolder = join(projectRoot, 'out', 'vsix');
const asTheyAre = ['.vscodeignore', 'LICENSE', 'media', 'schemas', 'l10n', ...globSync('package.nls*.json', { cwd: projectRoot })];

export interface PackedExtension {
  /** Absolute path of the .vsix. */
  readonly path: string;
  readonly sizeBytes: number;
  /** What activation loads. */
  readonly start: BundleStart;
}

/** Throws what the packer has to say when it refuses, and when the file would be larger than the limit. */
export async function packExtension(): Promise<PackedExtension> {
  rmSync(packedFolder, { recursive: true, force: true });
  mkdirSync(packedFolder, { recursive: true });
  const start = await buildPackedBundles(packedFolder);
  for (const name of asTheyAre) {
    if (existsSync(join(projectRoot, name))) cpSync(join(projectRoot, name), join(packedFolder, name), { recursive: true });
  }
  const manifest = packedManifest(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  writeFileSync(join(packedFolder, 'package.json'), manifest);
  for (const name of ['README.md', 'CHANGELOG.md']) {
    writeFileSync(join(packedFolder, name), packedReadme(readFileSync(join(projectRoot, name), 'utf8')));
  }
  const path = join(projectRoot, 'out', `mobile-distribution-${versionOf(manifest)}.vsix`);
  await pack(path);
  const sizeBytes = statSync(path).size;
  if (sizeBytes > packageLimitBytes) throw new Error(`${path} has ${sizeBytes} bytes; the limit is ${packageLimitBytes}`);
  return { path, sizeBytes, start };
}

async function pack(path: string): Promise<void> {
  const options = ['--out', path, '--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
  // A fixed time in every entry, sorted entries.
  const env = { SOURCE_DATE_EPOCH: '315619200' };
  const { exitCode, output } = await runTool('vsce', ['package', ...options], { cwd: packedFolder, env, quiet: true });
  if (exitCode !== 0) throw new Error(`The extension cannot be packed:\n${output}`);
}

function versionOf(manifest: string): string {
  const { version }: { readonly version: string } = JSON.parse(manifest);
  return version;
}
