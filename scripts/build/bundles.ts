/**
 * What `npm run build` makes, one row a bundle. The command line is built without `vscode` as an external on purpose: an
 * import of it anywhere below src/cli would fail the build. Everything else that is imported goes into the bundle: package.json has no `dependencies`.
 */

export interface Bundle {
  readonly name: string;
  readonly entry: string;
  readonly outfile: string;
  readonly format: 'esm' | 'cjs';
  readonly external?: readonly string[];
}

export const bundles: readonly Bundle[] = [
  { name: 'command line', entry: 'src/cli/main.ts', outfile: 'dist/cli.mjs', format: 'esm' },
  { name: 'digest worker', entry: 'src/node/contentDigester/digestWorker.ts', outfile: 'dist/digestWorker.mjs', format: 'esm' },
];

/** Files that go into dist as they are. */
export const copies = [{ from: 'src/cli/mdist.cjs', to: 'dist/mdist.cjs', isExecutable: true }] as const;
