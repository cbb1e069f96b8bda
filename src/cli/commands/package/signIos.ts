/** The part of `mdist package sign` for iOS: certificate, profiles, and what is to be changed on the way. */

import { present } from '../../../core/base/present.ts';
import { plainPlist } from '../../../core/formats/plist/plainPlist.ts';
import { recognizePackage } from '../../../core/packages/recognizePackage.ts';
import { signIpa, type SignedProgram } from '../../../core/workflow/ios/signIpa.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { sealDocument } from '../../report/sealDocument.ts';
import { shellWord } from '../../report/shellWord.ts';
import { type CommandServices } from '../../commandServices.ts';
import { certificatePasswordOption, allPasswords } from '../sharedOptions.ts';

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
  const names = ['certificate-identity', 'app-identifier', 'version', 'version-code', 'name', 'profile', 'entitlements'];
  const option = names.find((name) => input.isGiven(name));
  if (option !== undefined)
    throw usageFailure(`--${option} is for iOS packages`, 'Add --certificate to sign for iOS, or remove this option');
}

export async function signForIos(input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const { ports, signal, report } = services;
  const certificate = input.path('certificate');
  const out = input.path('out');
  const profiles = input.pathList('profile');
  if (certificate === undefined)
    throw usageFailure('--certificate is missing', 'Add --certificate FILE; iOS packages require an Apple certificate');
  const foreign = ['keystore', 'min-sdk', 'v1', 'v4', 'alias'].find((name) => input.isGiven(name));
  if (foreign !== undefined)
    throw usageFailure(`--${foreign} is for Android packages`, 'Remove it, or use --keystore without --certificate');
  if (profiles.length === 0)
    throw usageFailure('--profile is missing', 'Add --profile FILE; devices accept only apps with a provisioning profile');
  if (out === undefined) throw usageFailure('--out is missing', 'Add --out FILE');
  const signed = await signIpa(ports, {
    path: input.operandPath(0),
    out,
    certificate,
    certificateIdentity: input.text('certificate-identity'),
    passwords: allPasswords(input, services),
    profiles,
    appIdentifier: input.text('app-identifier'),
    version: input.text('version'),
    versionCode: input.text('version-code'),
    name: input.text('name'),
    entitlements: input.path('entitlements'),
    report,
    signal,
  });
  const { signers, sizeBytes, programs } = signed;
  const [app] = programs;
  return {
    document: {
      path: out,
      format: 'ipa',
      sizeBytes,
      ...sealDocument(signed),
      programs: programs.map(describeProgram),
    },
    issues: signed.issues,
    write: (page) => {
      page.heading('The package is signed');
      page.facts([
        ['Package', out],
        ['Size', `${sizeBytes} bytes`],
        ['App', app?.identifier],
        ['Signed by', signers.map(({ subject }) => subject).join(', ')],
      ]);
      for (const { identifier, profile: name, entitlements } of programs) {
        page.heading(`${identifier}: profile ${name ?? 'without a name'}`);
        if (entitlements.length === 0) page.line('The entitlements are unchanged.');
        for (const { key, kind } of entitlements) page.line(`${changeSigns[kind]} ${key}`);
      }
    },
    next: [`mdist package verify ${shellWord(out)}`],
  };
}

const changeSigns = { added: '+', removed: '-', changed: '~' } as const;

function describeProgram({ path, identifier, profile, entitlements }: SignedProgram): object {
  return {
    path,
    identifier,
    profile: profile ?? null,
    entitlements: entitlements.map(({ key, kind, before, after }) => ({
      key,
      kind,
      ...present('before', before && plainPlist(before)),
      ...present('after', after && plainPlist(after)),
    })),
  };
}
