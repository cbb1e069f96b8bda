/** The part of `mdist package sign` for iOS: certificate, profiles, and what is to be changed on the way. Loaded when it is called for. */

import { present } from '../../../core/base/present.ts';
import { plainPlist } from '../../../core/formats/plist/plainPlist.ts';
import { findRecordedPackage, recordResigned } from '../../../core/workflow/recordResigned.ts';
import { type SignedProgram } from '../../../core/workflow/ios/sealInput.ts';
import { signIpa } from '../../../core/workflow/ios/signIpa.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { sealDocument } from '../../report/sealDocument.ts';
import { shellWord } from '../../report/shellWord.ts';
import { type CommandServices } from '../../commandServices.ts';
import { allPasswords } from '../sharedOptions.ts';

export async function signForIos(input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const { signal, report } = services;
  const ports = { ...services.ports, userFolder: services.userFolder };
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
  const path = input.operandPath(0);
  // Before it is signed: the result may take its place.
  const parent = await findRecordedPackage(ports, path);
  const signed = await signIpa(ports, {
    path,
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
    icon: input.path('icon'),
    inputs: input.secretFiles(),
    mayReplace: input.flag('force'),
    report,
    signal,
  });
  const { signers, sizeBytes, programs } = signed;
  const record = parent && (await recordResigned(ports, parent, { path: out, author: await authorOf(parent.appFolder, services) }));
  const [app] = programs;
  return {
    document: {
      path: out,
      format: 'ipa',
      sizeBytes,
      ...sealDocument(signed),
      programs: programs.map(describeProgram),
      record: record ? { id: record.id, parent: record.parent } : null,
    },
    issues: signed.issues,
    write: (page) => {
      page.heading('The package is signed');
      page.facts([
        ['Package', out],
        ['Size', `${sizeBytes} bytes`],
        ['App', app?.identifier],
        ['Signed by', signers.map(({ subject }) => subject).join(', ')],
        ['Recorded', record && parent && `in the history of ${parent.record.name}`],
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

async function authorOf(folder: string, services: CommandServices): Promise<string> {
  const { sourceControl } = await services.loadWorkflow();
  return (await sourceControl.describe(folder)).author;
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
