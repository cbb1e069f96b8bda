/** The texts of the product's modules on disk, as `checkLayers` wants them. */

import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { projectRoot } from '../steps/projectRoot.ts';

export function readTree(): ReadonlyMap<string, string> {
  const paths = globSync(['src/**/*.ts', 'webview-ui/**/*.ts'], { cwd: projectRoot, exclude: (path) => path.includes('node_modules') });
  return new Map(
    paths
      .filter((path) => !path.endsWith('.d.ts'))
      .toSorted()
      .map((path) => [path.split(sep).join('/'), readFileSync(join(projectRoot, path), 'utf8')]),
  );
}
