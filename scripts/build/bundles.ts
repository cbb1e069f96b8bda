/**
 * What `npm run build` makes, one row a bundle. The command line is built without `vscode` as an external on purpose: an
 * import of it anywhere below src/cli would fail the build. Everything else that is imported goes into the bundle: package.json has no `dependencies`.
 * The two that people wait for are folders: what they import dynamically is in chunks next to them, which are read when they are called for.
 * What runs in another process but needs the same code is a further entry of such a folder, so that the code ships once.
 */

export interface Bundle {
  readonly name: string;
  readonly entry: string;
  readonly outfile: string;
  /** Of chunks: further programs next to `outfile`, made of the same chunks. */
  readonly furtherEntries?: readonly BundleEntry[];
  /** `chunks`: CommonJS in several files, all of them in the folder of `outfile`, which contains nothing else. */
  readonly format: 'esm' | 'chunks';
  /** Of chunks: those that the entry loads at its start are one file. */
  readonly joinsStart?: boolean;
  /** Node unless set otherwise. For a page of a webview, the style sheets it imports become one next to it, with the same name. */
  readonly platform?: 'node' | 'browser';
  readonly external?: readonly string[];
  /** Whether the packed extension contains it; it does unless set otherwise. */
  readonly isPacked?: boolean;
}

export interface BundleEntry {
  readonly entry: string;
  readonly outfile: string;
}

export const bundles: readonly Bundle[] = [
  {
    name: 'command line',
    entry: 'src/cli/main.ts',
    outfile: 'dist/cli/main.cjs',
    furtherEntries: [failureTable('dist/cli'), ...serverEntries('dist/cli')],
    format: 'chunks',
    isPacked: false,
  },
  { name: 'digest worker', entry: 'src/node/contentDigester/digestWorker.ts', outfile: 'dist/digestWorker.mjs', format: 'esm' },
  {
    name: 'extension',
    entry: 'src/extension/extension.ts',
    outfile: 'dist/extension/extension.cjs',
    furtherEntries: [
      { entry: 'src/node/packageWorker/packageWorkerMain.ts', outfile: 'dist/extension/packageWorker.cjs' },
      { entry: 'src/cli/main.ts', outfile: 'dist/extension/mdist.cjs' },
      failureTable('dist/extension'),
      ...serverEntries('dist/extension'),
    ],
    format: 'chunks',
    joinsStart: true,
    external: ['vscode'],
  },
  {
    name: 'package settings form',
    entry: 'webview-ui/package-settings/main.ts',
    outfile: 'dist/webview/package-settings.js',
    format: 'esm',
    platform: 'browser',
  },
  { name: 'install panel', entry: 'webview-ui/install/main.ts', outfile: 'dist/webview/install.js', format: 'esm', platform: 'browser' },
  {
    name: 'asset viewer',
    entry: 'webview-ui/asset-viewer/main.ts',
    outfile: 'dist/webview/asset-viewer.js',
    format: 'esm',
    platform: 'browser',
  },
];

/** What `tablesWhenNeeded.ts` requires. */
function failureTable(folder: string): BundleEntry {
  return { entry: 'src/core/base/failureTable.ts', outfile: `${folder}/failureTable.cjs` };
}

/** The process of the release server, and the threads in which it hashes uploads and reads packages. */
function serverEntries(folder: string): readonly BundleEntry[] {
  return [
    { entry: 'src/releases/server/serverMain.ts', outfile: `${folder}/serverMain.cjs` },
    { entry: 'src/releases/storage/blobs-disk/uploadHashWorker.ts', outfile: `${folder}/uploadHashWorker.cjs` },
    { entry: 'src/releases/server/inspection/inspectionWorker.ts', outfile: `${folder}/inspectionWorker.cjs` },
  ];
}

/** Every file that the rows name. */
export function outfilesOf(rows: readonly Bundle[]): readonly string[] {
  return rows.flatMap(({ outfile, furtherEntries = [] }) => [outfile, ...furtherEntries.map((each) => each.outfile)]);
}

/** Files that go into dist as they are. */
export const copies = [
  { from: 'src/cli/mdist.cjs', to: 'dist/mdist.cjs', isExecutable: true },
  { from: 'src/cli/loadChunks.cjs', to: 'dist/loadChunks.cjs', isExecutable: false },
] as const;
