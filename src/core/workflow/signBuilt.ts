/** Signs what an engine built, on each platform with what belongs to it, into a file that no one sees yet. */

import { utf8 } from '../base/bytes.ts';
import { type Issue } from '../base/issue.ts';
import { issueInFile } from '../base/issue.ts';
import { issuesFound } from '../base/issuesFound.ts';
import { present } from '../base/present.ts';
import { type ProgressReporter } from '../base/progress.ts';
import { inspectPlist } from '../formats/plist/inspectPlist.ts';
import { ZipContentError } from '../formats/zip/zipContentError.ts';
import { openAppInput } from '../packages/ipa/openAppInput.ts';
import { type NewFile } from '../ports/fileSystem.ts';
import { findProgramEntitlements } from '../projects/iosEntitlements.ts';
import { ProjectFolder } from '../projects/projectFolder.ts';
import { type SigningIdentity } from '../signing/signingIdentity.ts';
import { type AppSigning } from './appSigning.ts';
import { type UnsignedPackage } from './buildUnsigned.ts';
import { planSeal, type SealDemands, type SigningAssets, writeSealed } from './ios/sealInput.ts';
import { type ArtifactFormat } from '../engines/engine/buildPlan.ts';
import { type PackageWorld } from './workflowWorld.ts';

/** Who signs, once everything for it is open. */
export type Signer =
  | { readonly platform: 'android'; readonly identity: SigningIdentity }
  | { readonly platform: 'ios'; readonly identity: SigningIdentity; readonly assets: SigningAssets };

/** `undefined` while a password, a key or a profile is missing; the issues of signing say which. */
export function signerOf(signing: AppSigning | undefined): Signer | undefined {
  if (signing?.platform === 'android') return signing.identity && { platform: 'android', identity: signing.identity };
  return signing?.assets && { platform: 'ios', identity: signing.assets.certificate.identity, assets: signing.assets };
}

export interface SignBuiltRequest {
  readonly built: UnsignedPackage;
  readonly signer: Signer;
  /** Absolute path of the app's folder, whose project says what an app without a signature asks for. */
  readonly appFolder: string;
  readonly format: ArtifactFormat;
  readonly output: NewFile;
  readonly report: ProgressReporter;
  readonly signal: AbortSignal;
}

export async function signBuilt(world: PackageWorld, request: SignBuiltRequest): Promise<readonly Issue[]> {
  const { built, signer, format, output, report, signal } = request;
  if (signer.platform === 'ios') return await signApp(world, { ...request, assets: signer.assets });
  const source = await world.files.openFile(built.path);
  try {
    await world.tools.sign({ source, format: format === 'aab' ? 'aab' : 'apk', output, identity: signer.identity, report, signal });
    return [];
  } finally {
    await source.close();
  }
}

async function signApp(
  world: PackageWorld,
  { built, assets, appFolder, output, report, signal }: SignBuiltRequest & { readonly assets: SigningAssets },
): Promise<readonly Issue[]> {
  const { path, edits } = built;
  const [now, trusted] = [world.clock.now(), world.trustedRoots ?? []];
  const input = await openAppInput(world, path);
  try {
    const plan = await planSeal(input, { ...edits, path, now, trusted, asked: askedBy(world, appFolder), assets: async () => assets });
    return await writeSealed({ input, plan, path, signingTime: now, report, signal }, output);
  } catch (error) {
    // An entry of the archive that is damaged.
    throw error instanceof ZipContentError ? issuesFound([issueInFile(error.issue, path)]) : error;
  } finally {
    await input.close();
  }
}

/** A file that cannot be read was reported before the build. */
function askedBy({ files, paths }: PackageWorld, appFolder: string): SealDemands['asked'] {
  const folder = new ProjectFolder(files, paths, appFolder);
  return async (identifier, isApp) => {
    const found = await findProgramEntitlements(folder, identifier, isApp);
    if (found?.kind !== 'file') return undefined;
    const { value } = inspectPlist(utf8(found.text));
    return value?.type === 'dictionary' ? { value, ...present('expand', found.expand) } : undefined;
  };
}
