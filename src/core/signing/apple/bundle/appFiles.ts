/** The files of an app as signing and verifying see them, whether they come from an archive or from a folder. */

import { type Bytes } from '../../../base/bytes.ts';
import { ZipContentError } from '../../../formats/zip/zipContentError.ts';
import { type FileContent } from '../fileContent.ts';

export type AppEntry = { readonly kind: 'file'; readonly content: FileContent } | { readonly kind: 'link'; readonly target: string };

/** By path with forward slashes, from the top of the package: `Payload/Demo.app/Info.plist`. Folders have no entry. */
export type AppFiles = ReadonlyMap<string, AppEntry>;

/** Property lists, profiles and lists of sealed files of large apps have some megabytes. */
const largestDocument = 64 * 1024 * 1024;

/**
 * All of a small file; `undefined` when it is absent, not a document, or damaged: damage is reported where all files of the app are read.
 */
export async function readDocument(files: AppFiles, path: string): Promise<Bytes | undefined> {
  const entry = files.get(path);
  if (entry?.kind !== 'file' || entry.content.size > largestDocument) return undefined;
  try {
    const [bytes] = await entry.content.readRanges([{ offset: 0, length: entry.content.size }]);
    return bytes;
  } catch (error) {
    if (error instanceof ZipContentError) return undefined;
    throw error;
  }
}
