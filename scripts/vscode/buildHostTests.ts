/** Bundles test/host for VS Code, which loads CommonJS. Mocha stays outside: its parts find each other at run time. */

import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../steps/projectRoot.ts';

/** Absolute path of the module that VS Code loads. */
export async function buildHostTests(): Promise<string> {
  const outfile = join(projectRoot, 'out', 'test-host', 'index.cjs');
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ['test/host/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22.21',
    external: ['vscode', 'mocha'],
    mainFields: ['module', 'main'],
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: `const importMetaUrl = require('node:url').pathToFileURL(__filename).href;` },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
