/** Writes the content of a file that a transport encoded as text or changed, where that can be undone without doubt. */

import { Failure } from '../../base/failure.ts';
import { fileKinds, type RecognizedFile } from '../../formats/recognition/fileKind.ts';
import { recognizeFile } from '../../formats/recognition/recognizeFile.ts';
import { type AssetWorld, privateMode, requireFree } from './newAsset.ts';

/** The text forms of the largest signing file. */
const largestEncodedFile = 32 * 1024 * 1024;

export interface FileToDecode {
  /** Absolute. */
  readonly from: string;
  readonly path: string;
  readonly mayReplace?: boolean;
}

export async function writeDecodedFile(world: AssetWorld, { from, path, mayReplace }: FileToDecode): Promise<RecognizedFile> {
  await requireFree(world, path, mayReplace, [from]);
  const file = recognizeFile(await world.files.readFile(from, { maxBytes: largestEncodedFile }));
  if (file.encoding === undefined) throw Failure.of('file-not-encoded', { path: from, what: fileKinds[file.kind] });
  await world.files.writeFile(path, file.bytes, { mode: privateMode });
  return file;
}
