/** Which executables the debug symbols in a .zip are of: the identifiers (LC_UUID) of its Mach-O files, as those of dSYM bundles. */

import { type ByteSource } from '../../../core/base/byteSource.ts';
import { inspectZip } from '../../../core/formats/zip/inspectZip.ts';
import { readExecutable } from '../../../core/packages/ipa/readExecutable.ts';
import { type SymbolId } from '../../ports/packageReader.ts';

/** An app with frameworks has some dozens. */
const mostFiles = 500;

export async function readSymbolIds(source: ByteSource): Promise<readonly SymbolId[]> {
  const { archive } = await inspectZip(source);
  const found = new Map<string, SymbolId>();
  const files = archive.entries.filter(({ name }) => /\.dSYM\/Contents\/Resources\/DWARF\/[^/]+$/i.test(name));
  for (const entry of files.slice(0, mostFiles))
    for (const { file } of (await readExecutable(source, entry)).slices) {
      const id = file.uuid?.toLowerCase();
      if (id !== undefined) found.set(id, { id, architecture: file.architecture });
    }
  return [...found.values()];
}
