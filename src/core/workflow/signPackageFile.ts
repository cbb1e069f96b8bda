/** Signs a package that exists, made by any tool, and looks at the result before it gets its name. */

import { type ByteSource } from '../base/byteSource.ts';
import { Failure } from '../base/failure.ts';
import { createIssue, hasErrors, issueInFile } from '../base/issue.ts';
import { issuesFound } from '../base/issuesFound.ts';
import { progressPart, type ProgressReporter } from '../base/progress.ts';
import { largestKeystore } from '../assets/keystore/readKeystore.ts';
import { inspectLocalHeaders } from '../formats/zip/inspectLocalHeaders.ts';
import { describePackage } from '../packages/describePackage.ts';
import { recognizePackage } from '../packages/recognizePackage.ts';
import { type PackageVerification } from '../packages/verifyPackage.ts';
import { type Clock } from '../ports/clock.ts';
import { type ContentDigester } from '../ports/contentDigester.ts';
import { type FileSystem, type NewFile } from '../ports/fileSystem.ts';
import { type WrittenEntries } from '../signing/android/contentDigests.ts';
import { signApk } from '../signing/android/signApk.ts';
import { signApkV4 } from '../signing/android/v4/signer.ts';
import { signAppBundle } from '../signing/app-bundle/signAppBundle.ts';
import { type SigningIdentity } from '../signing/signingIdentity.ts';
import { openKeyAsking } from './openKeyAsking.ts';
import { type OutputWorld, requireOutput } from './output.ts';
import { type PasswordSource } from './passwordSource.ts';

/** All paths are absolute. */
export interface SignFileRequest {
  readonly path: string;
  readonly out: string;
  readonly keystore: string;
  readonly alias?: string;
  readonly passwords: PasswordSource;
  /** Default: what the package declares. */
  readonly minSdk?: number;
  /** A v1 signature even where no phone of the package needs one. */
  readonly v1?: boolean;
  /** A v4 signature next to the file, as `.idsig`. */
  readonly v4?: boolean;
  /** Other files that are read for it, such as those of passwords. */
  readonly inputs?: readonly string[];
  /** Whether a file of another kind may be replaced. The package itself always may. */
  readonly mayReplace?: boolean;
  readonly report?: ProgressReporter;
  readonly signal: AbortSignal;
}

export interface SignedFile extends PackageVerification {
  readonly format: 'apk' | 'aab';
  readonly sizeBytes: number;
  readonly idsigPath?: string;
}

export interface SignFileWorld extends OutputWorld {
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly digester: ContentDigester;
}

export async function signPackageFile(world: SignFileWorld, request: SignFileRequest): Promise<SignedFile> {
  const { path, out, report, signal } = request;
  const source = await world.files.openFile(path);
  let output: NewFile | undefined;
  let idsigOutput: NewFile | undefined;
  try {
    const format = await signableFormat(source, path);
    await requirePlaces(world, request, format);
    world.digester.prepare?.(source.size);
    output = await world.files.createFile(out);
    const opening = openKey(world, request);
    const { minSdk } = request;
    const parts = { source, output, digester: world.digester, signal };
    const progress = progressPart(report, 0, 0.7);
    const forApk = { ...(minSdk !== undefined && { minSdk }), ...(request.v1 && { schemes: { v1: true } }) };
    const writtenEntries =
      format === 'aab'
        ? void (await signAppBundle({ ...parts, identities: [await opening], report: progress }))
        : (await signApk({ ...parts, ...forApk, identities: opening.then((identity) => [identity]), report: progress })).writtenEntries;
    report?.({ step: 'verifying', fraction: 0.7 });
    const v4Identity = format === 'apk' ? await opening : undefined;
    const checked = await check(world, request, { output, writtenEntries, v4Identity });
    if (!checked.verified || !checked.isSound) throw issuesFound(checked.issues);
    // The output may take the place of the input, which some systems allow for closed files only.
    await source.close();
    if (checked.idsig) {
      // One without the other would be the signature of another file.
      idsigOutput = await world.files.createFile(`${out}.idsig`);
      await idsigOutput.write(checked.idsig);
      await output.commit(idsigOutput);
    } else await output.commit();
    report?.({ step: 'done', fraction: 1 });
    const { idsig, isSound: _, ...facts } = checked;
    return { ...facts, ...(idsig && { idsigPath: `${out}.idsig` }) };
  } finally {
    await source.close();
    await output?.discard();
    await idsigOutput?.discard();
  }
}

async function requirePlaces(world: SignFileWorld, request: SignFileRequest, format: 'apk' | 'aab'): Promise<void> {
  const { path, out, keystore, inputs = [], mayReplace = false } = request;
  await requireOutput(world, { path: out, inputs: [keystore, ...inputs], replaces: format, mayReplace });
  if (!request.v4 || format !== 'apk') return;
  const others = [path, out, keystore, ...inputs];
  await requireOutput(world, { path: `${out}.idsig`, inputs: others, replaces: 'v4-signature', mayReplace });
}

/** What no phone reads is refused before anything is written: no signature makes it right. */
async function signableFormat(source: ByteSource, path: string): Promise<'apk' | 'aab'> {
  const recognized = await recognizePackage(source);
  const found = [...recognized.issues];
  if (recognized.format === 'ipa') found.push(createIssue('package-not-android', {}));
  else if (recognized.format !== undefined && !hasErrors(found)) {
    if (recognized.archive.layout.isZip64) found.push(createIssue('zip-zip64-used', {}));
    found.push(...(await inspectLocalHeaders(source, recognized.archive)).issues);
    if (!hasErrors(found)) return recognized.format;
  }
  throw issuesFound(found.map((issue) => issueInFile(issue, path)));
}

/** Asks for what opens it. */
export async function openKey(
  world: Pick<SignFileWorld, 'files'>,
  { keystore, alias, passwords }: Pick<SignFileRequest, 'keystore' | 'alias' | 'passwords'>,
): Promise<SigningIdentity> {
  const bytes = await world.files.readFile(keystore, { maxBytes: largestKeystore });
  const password = await passwords.ask({ purpose: 'keystore', file: keystore, isNeeded: true });
  if (!password) throw Failure.of('secret-missing', { purpose: 'keystore password', option: '--keystore-password' });
  const access = { file: keystore, password, passwords, isNeeded: true, ...(alias !== undefined && { alias }) };
  const { identity, issues } = await openKeyAsking(bytes, access);
  const placed = issues.map((issue) => issueInFile(issue, keystore));
  if (!identity || hasErrors(placed)) throw issuesFound(placed);
  return identity;
}

interface CheckedFile extends Omit<SignedFile, 'idsigPath'> {
  readonly isSound: boolean;
  readonly idsig: Uint8Array | undefined;
}

interface WrittenFile {
  readonly output: NewFile;
  readonly writtenEntries: WrittenEntries | undefined;
  readonly v4Identity: SigningIdentity | undefined;
}

/** Opens what was written, and looks at it as every face does; the entries were hashed while they were written and are not read again. */
async function check(
  world: SignFileWorld,
  request: SignFileRequest,
  { output, writtenEntries, v4Identity }: WrittenFile,
): Promise<CheckedFile> {
  const { digester } = world;
  const { signal, minSdk, out } = request;
  const source = await world.files.openFile(output.temporaryPath);
  try {
    const idsig = request.v4 && v4Identity ? await signApkV4({ source, digester, signal, identity: v4Identity }) : undefined;
    const verify = { digester, minSdk, idsig, writtenEntries };
    const { inspection, verification, isSound, issues: found } = await describePackage(source, { now: world.clock.now(), signal, verify });
    const issues = found.map((issue) => issueInFile(issue, out));
    if (!inspection || inspection.format === 'ipa' || !verification) throw issuesFound(issues);
    if (!verification.verified) issues.push(createIssue('package-not-verified', {}, { file: out }));
    return { ...verification, format: inspection.format, issues, isSound, sizeBytes: source.size, idsig };
  } finally {
    await source.close();
  }
}
