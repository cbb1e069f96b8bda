/** What the app in a disk image (.dmg) says of itself: the one at the top of its first volume that has any. */

import { type ByteSource } from '../../../../core/base/byteSource.ts';
import { inspectCodeSignature } from '../../../../core/formats/code-signature/inspectCodeSignature.ts';
import { appSigner } from '../../../../core/packages/ipa/appSignature.ts';
import { readExecutableContent, type ReadExecutable } from '../../../../core/packages/ipa/readExecutable.ts';
import { type KnownPackage } from '../knownFacts.ts';
import { readMacAppFiles } from '../macApp.ts';
import { openDisk, type Disk } from './diskImage.ts';
import { openHfsPlus } from './hfsPlus.ts';
import { fileAt, type VolumeFile, type VolumeFolder } from './volume.ts';
import { volumeStarts } from './volumes.ts';

const largestSignature = 1024 * 1024;

export async function readDiskImage(source: ByteSource): Promise<KnownPackage> {
  const disk = await openDisk(source);
  if (!disk) return {};
  const app = await findApp(disk);
  const known = app && (await readApp(app));
  if (known?.signer) return known;
  const signer = await imageSigner(source, disk);
  return signer === undefined ? (known ?? {}) : { ...known, signer };
}

/** The folder `Contents` of the app. */
async function findApp(disk: Disk): Promise<VolumeFolder | undefined> {
  for (const start of await volumeStarts(disk)) {
    const root = await openHfsPlus(disk, start).catch(() => undefined);
    const contents = root && (await appIn(root).catch(() => undefined));
    if (contents) return contents;
  }
  return undefined;
}

/** None where there are several: the first is no better than the others. */
async function appIn(root: VolumeFolder): Promise<VolumeFolder | undefined> {
  const apps = (await root.entries()).filter(
    ({ name, content }) => content.kind === 'folder' && /\.app$/i.test(name) && !name.startsWith('.'),
  );
  const [app] = apps;
  if (apps.length !== 1 || app?.content.kind !== 'folder') return undefined;
  const contents = (await app.content.entries()).find(({ name }) => name === 'Contents')?.content;
  return contents?.kind === 'folder' ? contents : undefined;
}

async function readApp(contents: VolumeFolder): Promise<KnownPackage> {
  return await readMacAppFiles({
    read: async (path, maxBytes) => {
      const file = await fileAt(contents, path);
      return file && file.size <= maxBytes ? await file.read(0, file.size) : undefined;
    },
    readExecutable: async (path) => {
      const file = await fileAt(contents, path);
      return file && (await readProgram(file));
    },
  });
}

async function readProgram(file: VolumeFile): Promise<ReadExecutable> {
  return await readExecutableContent({
    sizeBytes: file.size,
    readPrefix: async (length) => ({ bytes: await file.read(0, Math.min(length, file.size)), issues: [] }),
    readRanges: async (ranges) => {
      const pieces = [];
      for (const { offset, length } of ranges) pieces.push(await file.read(offset, length));
      return { pieces, issues: [] };
    },
  });
}

/** An image may be signed where its app is not. */
async function imageSigner(source: ByteSource, { signature }: Disk): Promise<string | undefined> {
  if (!signature || signature.length > largestSignature) return undefined;
  const code = inspectCodeSignature(await source.read(signature.offset, signature.length)).signature;
  return code && appSigner(code, [])?.certificate.sha256;
}
