/** What a program claims now, as its signature says: of the first slice that has one. Nothing is verified. */

import { inspectCodeSignature } from '../../../formats/code-signature/inspectCodeSignature.ts';
import { type PlistDictionary } from '../../../formats/plist/plistValue.ts';
import { type AppFiles } from '../bundle/appFiles.ts';
import { openCode } from './openCode.ts';

const largestSignature = 64 * 1024 * 1024;

export async function readEntitlements(files: AppFiles, path: string): Promise<PlistDictionary | undefined> {
  const entry = files.get(path);
  if (entry?.kind !== 'file') return undefined;
  const { code } = await openCode(entry.content);
  const ranges = (code?.slices ?? []).flatMap(({ file: { codeSignature }, range }) => {
    if (!codeSignature || codeSignature.offset + codeSignature.length > range.length || codeSignature.length > largestSignature) return [];
    return [{ offset: range.offset + codeSignature.offset, length: codeSignature.length }];
  });
  if (ranges.length === 0) return undefined;
  for (const bytes of await entry.content.readRanges(ranges)) {
    const { signature } = inspectCodeSignature(bytes);
    const found = signature?.entitlements ?? signature?.derEntitlements;
    if (found) return found;
  }
  return undefined;
}
