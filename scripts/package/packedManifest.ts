/**
 * The package.json of the packed extension: the project's own without what only npm reads. The field `files` would also be
 * in the way, since it belongs to the npm package, and the packer takes either it or `.vscodeignore`.
 */

const npmOnly = [
  'bin',
  'files',
  'scripts',
  'dependencies',
  'devDependencies',
  'allowScripts',
  // Only the bundles of dist are run, and their ends say what they are.
  'type',
] as const;

export function packedManifest(text: string): string {
  const manifest: Record<string, unknown> = JSON.parse(text);
  for (const field of npmOnly) delete manifest[field];
  const engines = manifest['engines'];
  if (typeof engines === 'object' && engines !== null && 'vscode' in engines) manifest['engines'] = { vscode: engines.vscode };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
