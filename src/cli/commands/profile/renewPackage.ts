/** What `mdist profile renew --package` does after the profile: the package is signed again for the new devices, and replaces that of its release. */

import { progressPart } from '../../../core/base/progress.ts';
import { hashFile } from '../../../core/packages/describePackage.ts';
import { hasProfile } from '../../../core/workflow/ios/hasProfile.ts';
import { signIpa } from '../../../core/workflow/ios/signIpa.ts';
import { findRecordedPackage, recordResigned } from '../../../core/workflow/recordResigned.ts';
import { type ServerRelease } from '../../../releases/client/serverAnswers.ts';
import { UploadJournal } from '../../../releases/client/uploadJournal.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { connect, serverApp } from '../release/connect.ts';
import { CommandPasswords } from '../../secrets/commandPasswords.ts';
import { certificatePasswordOption } from '../sharedOptions.ts';

export const renewPackageOptions = {
  package: { type: 'path', placeholder: 'FILE', says: 'Package to sign again with the new profile (.ipa); it is replaced in its place' },
  certificate: { type: 'path', placeholder: 'FILE', says: 'With --package: certificate to sign with, including its key (.p12 or PEM)' },
  ...certificatePasswordOption,
  'other-profile': {
    type: 'path',
    placeholder: 'FILE',
    isRepeatable: true,
    says: 'With --package: provisioning profile of an extension; repeat for each',
  },
  release: {
    type: 'integer',
    placeholder: 'NUMBER',
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    says: 'With --package: release of --server-app whose package is replaced; its link stays',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export interface PackageToRenew {
  readonly path: string;
  readonly certificate: string;
  readonly release: number | undefined;
}

/** `undefined` without `--package`. Whatever is missing is reported before anything is registered at Apple. */
export function packageToRenew(input: CommandInput): PackageToRenew | undefined {
  const path = input.path('package');
  const [certificate, release] = [input.path('certificate'), input.integer('release')];
  if (path === undefined) {
    const foreign = ['certificate', 'certificate-password', 'other-profile', 'release'].find((name) => input.isGiven(name));
    if (foreign !== undefined) throw usageFailure(`--${foreign} is for --package`, 'Add --package FILE, or remove it');
    return undefined;
  }
  if (certificate === undefined)
    throw usageFailure('--certificate is missing', 'Add --certificate FILE; the package is signed again with it');
  if (release !== undefined) serverApp(input);
  return { path, certificate, release };
}

export interface RenewedPackage {
  readonly path: string;
  /** `false` when the package had the profile already. */
  readonly isSigned: boolean;
  /** `false` when the release had the package already; `undefined` without a release. */
  readonly isReplaced: boolean | undefined;
  readonly release: ServerRelease | undefined;
}

/** Each step looks first whether it was done, so that a stopped run goes on. */
export async function renewPackage(
  input: CommandInput,
  services: CommandServices,
  { path, certificate, release: number }: PackageToRenew,
  profile: string,
): Promise<RenewedPackage> {
  const { signal, report } = services;
  const ports = { ...services.ports, userFolder: services.userFolder };
  const isDone = await hasProfile(ports, { path, profile, signal });
  if (!isDone) {
    const parent = await findRecordedPackage(ports, path);
    const profiles = [profile, ...input.pathList('other-profile')];
    const passwords = new CommandPasswords(services, {
      keystore: { option: '--keystore-password', reference: undefined },
      key: { option: '--key-password', reference: undefined },
      certificate: { option: '--certificate-password', reference: input.secret('certificate-password') },
    });
    await signIpa(ports, {
      path,
      out: path,
      certificate,
      passwords,
      profiles,
      inputs: input.secretFiles(),
      report: progressPart(report, 0.3, 0.7),
      signal,
    });
    if (parent) {
      const { author } = await (await services.loadWorkflow()).sourceControl.describe(parent.appFolder);
      await recordResigned(ports, parent, { path, author });
    }
  }
  if (number === undefined) return { path, isSigned: !isDone, isReplaced: undefined, release: undefined };
  const name = serverApp(input);
  const client = await connect(input, services);
  const file = await ports.files.openFile(path);
  try {
    const there = await client.showRelease(name, String(number));
    if (there.sha256 === (await hashFile(file, ports.digester, signal)))
      return { path, isSigned: !isDone, isReplaced: false, release: there };
    const journal = new UploadJournal(ports.paths.join(services.userFolder, 'uploads'));
    const modifiedAt = (await ports.files.stat(path))?.modifiedAt.getTime() ?? 0;
    const key = [client.server, name.owner, name.app, number, path, file.size, modifiedAt];
    const release = await client.replacePackage(name, number, {
      fileName: ports.paths.basename(path),
      file,
      sending: {
        uploadId: await journal.find(key),
        onBegin: async (uploadId) => await journal.remember(key, uploadId),
        onProgress: (done) => progressPart(report, 0.7, 1)({ step: 'uploading', fraction: done / file.size }),
        isRemovedWhenCancelled: true,
      },
    });
    await journal.forget(key);
    return { path, isSigned: !isDone, isReplaced: true, release };
  } finally {
    await file.close();
  }
}
