/** Paths of the product's files on disk. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface ProductPlaces {
  readonly mediaFolder: string;
  /** Holds the scripts that start the command line. */
  readonly terminalFolder: string;
  readonly packageWorker: URL;
  readonly digestWorker: URL;
  /** The program of the release server. */
  readonly serverMain: URL;
}

export function productPlaces(extensionPath: string): ProductPlaces {
  return {
    mediaFolder: join(extensionPath, 'media'),
    terminalFolder: join(extensionPath, 'media', 'bin'),
    packageWorker: pathToFileURL(join(extensionPath, 'dist', 'extension', 'packageWorker.cjs')),
    serverMain: pathToFileURL(join(extensionPath, 'dist', 'extension', 'serverMain.cjs')),
    digestWorker: pathToFileURL(join(extensionPath, 'dist', 'digestWorker.mjs')),
  };
}
