/** What an app for macOS says of itself: its Info.plist, its icon, and the architectures and the signer of its executable. The signature is not checked; macOS does that. */

import { type Bytes } from '../../../core/base/bytes.ts';
import { inspectPlist } from '../../../core/formats/plist/inspectPlist.ts';
import { plistEntry, plistString } from '../../../core/formats/plist/plistValue.ts';
import { appSigner } from '../../../core/packages/ipa/appSignature.ts';
import { type ReadExecutable } from '../../../core/packages/ipa/readExecutable.ts';
import { icnsImage } from './icnsImage.ts';
import { shownText, type KnownPackage } from './knownFacts.ts';
import { pngIcon } from './shownIcon.ts';

const largestInfo = 4 * 1024 * 1024;
const largestIcns = 8 * 1024 * 1024;

/** Paths are below `Contents`. A file that is not there, or is too large, is `undefined`. */
export interface MacAppFiles {
  readonly read: (path: readonly string[], maxBytes: number) => Promise<Bytes | undefined>;
  readonly readExecutable: (path: readonly string[]) => Promise<ReadExecutable | undefined>;
}

export async function readMacAppFiles(files: MacAppFiles): Promise<KnownPackage> {
  const info = await files.read(['Info.plist'], largestInfo);
  const value = info && inspectPlist(info).value;
  const text = (key: string): string | null => (value ? shownText(plistString(plistEntry(value, key))) : null);
  const shortVersion = text('CFBundleShortVersionString');
  const version = text('CFBundleVersion') ?? shortVersion;
  const iconFile = text('CFBundleIconFile');
  const executable = text('CFBundleExecutable');
  // What else can be read does not depend on them.
  const icns = iconFile === null ? undefined : await files.read(['Resources', withEnd(iconFile)], largestIcns).catch(() => undefined);
  const program = executable === null ? undefined : await files.readExecutable(['MacOS', executable]).catch(() => undefined);
  const slices = program?.slices ?? [];
  const signature = slices.find((slice) => slice.signature)?.signature;
  return {
    name: text('CFBundleDisplayName') ?? text('CFBundleName'),
    identifier: text('CFBundleIdentifier'),
    version,
    shortVersion: shortVersion ?? version,
    minimumOs: text('LSMinimumSystemVersion'),
    architectures: slices.map(({ file }) => file.architecture),
    signer: (signature && appSigner(signature, [])?.certificate.sha256) ?? null,
    icon: await pngIcon(icns && icnsImage(icns)),
  };
}

function withEnd(name: string): string {
  return /\.icns$/i.test(name) ? name : `${name}.icns`;
}
