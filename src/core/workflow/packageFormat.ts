/** What kind of package a file is, by its content; `undefined` when it is none that can be signed or verified here. */

import { type ByteSource } from '../base/byteSource.ts';
import { inspectZip } from '../formats/zip/inspectZip.ts';
import { detectFormat } from '../packages/detectFormat.ts';

export async function readPackageFormat(source: ByteSource): Promise<'apk' | 'aab' | undefined> {
  const { archive } = await inspectZip(source);
  const format = detectFormat(archive.entries);
  return format === 'apk' || format === 'aab' ? format : undefined;
}
