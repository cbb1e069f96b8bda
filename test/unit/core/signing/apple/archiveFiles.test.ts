/** What of an archive is an app's file or link, and what no device can have. */

import { deepStrictEqual } from 'node:assert/strict';
import { concatBytes, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { type ZipArchive, type ZipEntry } from '../../../../../src/core/formats/zip/zipEntry.ts';
import { ZipWriter } from '../../../../../src/core/formats/zip/zipWriter.ts';
import { openArchiveFiles } from '../../../../../src/core/signing/apple/bundle/archiveFiles.ts';
import { MemorySink } from '../../../../support/memorySink.ts';
import { withWholeTexts } from '../../../../support/assertFilled.ts';

interface Entry {
  readonly name: string;
  readonly content?: Bytes;
  readonly unixMode?: number;
}

const link = 0o120755;

async function outline(entries: readonly Entry[], change?: (archive: ZipArchive) => ZipArchive): Promise<unknown> {
  const sink = new MemorySink();
  const writer = new ZipWriter(sink);
  for (const { name, content = utf8('x'), unixMode = 0o100644 } of entries)
    await writer.addEntry({ name, method: 'stored', bytes: content, unixMode });
  await writer.finish();
  const source = bytesSource(sink.bytes());
  const { archive } = await inspectZip(source);
  const { files, issues } = await openArchiveFiles(source, change?.(archive) ?? archive);
  return {
    files: Array.from(files, ([path, entry]) =>
      entry.kind === 'link' ? `${path.slice(0, 20)} -> ${entry.target.length}` : path.slice(0, 20),
    ),
    issues: withWholeTexts(issues).map(({ code, place }) => `${code} ${place?.entry ?? ''}`.trim()),
  };
}

function madeBy(system: number): (archive: ZipArchive) => ZipArchive {
  return (archive) => ({
    ...archive,
    entries: archive.entries.map((entry): ZipEntry => ({ ...entry, versionMadeBy: (system << 8) | 20 })),
  });
}

describe('the files of an app in an archive', () => {
  it('are files and links, and no folders', async () => {
    deepStrictEqual(await outline([{ name: 'a/', content: new Uint8Array(0) }, { name: 'a/b' }, { name: 'a/c', unixMode: link }]), {
      files: ['a/b', 'a/c -> 1'],
      issues: [],
    });
  });

  it('are links where a system of Unix wrote them', async () => {
    const entries = [{ name: 'a', unixMode: link }];
    for (const [system, files] of [
      [3, ['a -> 1']],
      [19, ['a -> 1']],
      [0, ['a']],
      [10, ['a']],
    ] as const)
      deepStrictEqual(await outline(entries, madeBy(system)), { files, issues: [] }, String(system));
  });

  it('have no longer paths than devices know', async () => {
    const named = (length: number) => outline([{ name: 'p'.repeat(length) }]);
    deepStrictEqual(await named(1024), { files: ['p'.repeat(20)], issues: [] });
    deepStrictEqual(await named(1025), { files: [], issues: ['ipa-path-too-long'] });
  });

  it('are links to no longer places than devices know', async () => {
    const to = (length: number) => outline([{ name: 'a', content: new Uint8Array(length).fill(0x61), unixMode: link }]);
    deepStrictEqual(await to(4096), { files: ['a -> 4096'], issues: [] });
    deepStrictEqual(await to(4097), { files: [], issues: ['zip-entry-too-large a'] });
  });

  it('are not folders at the same time', async () => {
    const issues = ['ipa-file-and-folder a/b'];
    deepStrictEqual(await outline([{ name: 'a/b' }, { name: 'a/b/c/d' }]), { files: ['a/b', 'a/b/c/d'], issues });
    deepStrictEqual(await outline([{ name: 'a/b/c/d' }, { name: 'a/b' }]), { files: ['a/b/c/d', 'a/b'], issues });
    deepStrictEqual(await outline([{ name: 'a/b' }, { name: 'a/bc' }, { name: 'ab/c' }]), { files: ['a/b', 'a/bc', 'ab/c'], issues: [] });
  });

  it('are found again when what they contain is packed', async () => {
    const bytes = concatBytes(utf8('some'), utf8('thing'));
    deepStrictEqual(await outline([{ name: 'a', content: bytes }]), { files: ['a'], issues: [] });
  });
});
