/** Reads the product's own files from the folder they were installed into; the composition root knows which. */

import { join } from 'node:path';
import { type Bytes } from '../core/base/bytes.ts';
import { type FileSystem } from '../core/ports/fileSystem.ts';
import { type ProductFile, type ProductFiles } from '../core/ports/productFiles.ts';

/** They come with the product, so this is only so that no file is read without a limit. */
const largestProductFile = 64 * 1024 * 1024;

export class NodeProductFiles implements ProductFiles {
  readonly #mediaFolder: string;
  readonly #files: FileSystem;

  constructor(mediaFolder: string, files: FileSystem) {
    this.#mediaFolder = mediaFolder;
    this.#files = files;
  }

  read(file: ProductFile): Promise<Bytes> {
    return this.#files.readFile(join(this.#mediaFolder, file), { maxBytes: largestProductFile });
  }
}
