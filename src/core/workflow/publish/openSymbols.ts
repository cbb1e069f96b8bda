/** The mapping file of R8 and the symbols of native code that go to Google Play beside a package. */

import { hashFile } from '../../packages/describePackage.ts';
import { type ContentDigester } from '../../ports/contentDigester.ts';
import { type FileSystem, type OpenFile } from '../../ports/fileSystem.ts';
import { type PlaySymbols, type SymbolsKind } from '../../stores/google-play/uploadFile.ts';

interface SymbolsWorld {
  readonly files: FileSystem;
  readonly digester: ContentDigester;
}

interface SymbolsPaths {
  readonly mappingPath: string | undefined;
  readonly nativeSymbolsPath: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The files are open as long as `use` runs. */
export async function withSymbols<Result>(
  world: SymbolsWorld,
  { mappingPath, nativeSymbolsPath, signal }: SymbolsPaths,
  use: (symbols: readonly PlaySymbols[]) => Promise<Result>,
): Promise<Result> {
  const wanted: readonly (readonly [SymbolsKind, string | undefined])[] = [
    ['proguard', mappingPath],
    ['nativeCode', nativeSymbolsPath],
  ];
  const open: OpenFile[] = [];
  try {
    const symbols: PlaySymbols[] = [];
    for (const [kind, path] of wanted) {
      if (path === undefined) continue;
      const source = await world.files.openFile(path);
      open.push(source);
      symbols.push({ kind, source, sha256: await hashFile(source, world.digester, signal) });
    }
    return await use(symbols);
  } finally {
    for (const file of open) await file.close();
  }
}
