/**
 * What a release needs of an iOS package beyond its inspection: the devices that its profile lists, and the hash that App Center's SDK compares,
 * made of the UUID of the executable as it runs on phones.
 */

import { createHash } from 'node:crypto';
import { utf8 } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { inspectProvisioningProfile } from '../../../core/formats/provisioning-profile/inspectProvisioningProfile.ts';
import { readEntry } from '../../../core/formats/zip/readEntry.ts';
import { type ZipArchive } from '../../../core/formats/zip/zipEntry.ts';
import { type IpaInspection } from '../../../core/packages/ipa/ipaInspection.ts';
import { readExecutable } from '../../../core/packages/ipa/readExecutable.ts';

interface IosUpdateFacts {
  readonly profileDevices: readonly string[] | null;
  readonly packageHash: string | null;
}

const largestProfile = 8 * 1024 * 1024;

export async function readIosUpdateFacts(
  source: ByteSource,
  { entries }: Pick<ZipArchive, 'entries'>,
  { appFolder, executable, version, versionCode }: IpaInspection,
): Promise<IosUpdateFacts> {
  const entryOf = (name: string) => entries.find((entry) => entry.name === `${appFolder}/${name}`);
  const profileEntry = entryOf('embedded.mobileprovision');
  const { bytes } = profileEntry ? await readEntry(source, profileEntry, { maxBytes: largestProfile }) : {};
  const { profile } = bytes ? inspectProvisioningProfile(bytes) : {};
  const program = executable === undefined ? undefined : entryOf(executable);
  const { slices } = program ? await readExecutable(source, program) : { slices: [] };
  const { uuid } = (slices.find(({ file }) => file.architecture === 'arm64') ?? slices[0])?.file ?? {};
  return {
    // Profiles for the App Store and for a whole company list none.
    profileDevices: profile?.devices ?? null,
    packageHash: uuid === undefined ? null : sha256(`${uuid.toLowerCase()}:${version ?? ''}:${versionCode ?? ''}`),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(utf8(text)).digest('hex');
}
