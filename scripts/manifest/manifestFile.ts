/** Where the generated manifest module lies, and whether it is what package.json says now. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../steps/projectRoot.ts';
import { generateManifest } from './generateManifest.ts';

const path = join(projectRoot, 'src/extension/shared/manifest.ts');

function wanted(): string {
  return generateManifest(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
}

function present(): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

export function isManifestCurrent(): boolean {
  return present() === wanted();
}

/** Writes only what changed, so that the build sees no newer file for nothing. */
export function writeManifest(): void {
  if (!isManifestCurrent()) writeFileSync(path, wanted());
}
