/** The options of `mdist package sign` for iOS, and when they apply. What signs for iOS is loaded after that (`signIos.ts`). */

import { recognizePackage } from '../../../core/packages/recognizePackage.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { type CommandServices } from '../../commandServices.ts';
import { certificatePasswordOption } from '../sharedOptions.ts';

export const iosSignOptions = {
  certificate: { type: 'path', placeholder: 'FILE', says: 'iOS: certificate to sign with, including its key (.p12 or PEM)' },
  ...certificatePasswordOption,
  'certificate-identity': { type: 'text', placeholder: 'NAME', says: 'iOS: certificate in the file to use, by name or fingerprint' },
  profile: {
    type: 'path',
    placeholder: 'FILE',
    isRepeatable: true,
    says: 'iOS: provisioning profile; repeat for each extension, or use a wildcard profile for several',
  },
  'app-identifier': {
    type: 'text',
    placeholder: 'ID',
    says: 'iOS: new app identifier; the identifiers of extensions are changed accordingly',
  },
  version: { type: 'text', placeholder: 'VERSION', says: 'iOS: new version for the app and its extensions' },
  'version-code': { type: 'text', placeholder: 'NUMBER', says: 'iOS: new build number for the app and its extensions' },
  name: { type: 'text', placeholder: 'NAME', says: 'iOS: new app name below the icon' },
  icon: { type: 'path', placeholder: 'FILE', says: 'iOS: new app icon, a square PNG; it is scaled to all sizes that the app has' },
  entitlements: {
    type: 'path',
    placeholder: 'FILE',
    says: 'iOS: entitlements file (default: the existing entitlements that the profile grants)',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** A folder, or an archive with an app in it. */
export async function isForIos(path: string, { ports }: CommandServices): Promise<boolean> {
  const stat = await ports.files.stat(path);
  if (stat?.kind !== 'file') return stat?.kind === 'directory';
  const source = await ports.files.openFile(path);
  try {
    return (await recognizePackage(source)).format === 'ipa';
  } finally {
    await source.close();
  }
}

/** An option without effect is refused: it was given for a reason. */
export function refuseIosOptions(input: CommandInput): void {
  const names = ['certificate-identity', 'app-identifier', 'version', 'version-code', 'name', 'icon', 'profile', 'entitlements'];
  const option = names.find((name) => input.isGiven(name));
  if (option !== undefined)
    throw usageFailure(`--${option} is for iOS packages`, 'Add --certificate to sign for iOS, or remove this option');
}
