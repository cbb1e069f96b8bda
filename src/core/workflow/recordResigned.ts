/**
 * The line of the ledger for a package that was signed again: what came out, read from it, and which package it was made of. Only packages of
 * an app have one; what is signed elsewhere leaves no trace.
 */

import { Failure } from '../base/failure.ts';
import { describePackage } from '../packages/describePackage.ts';
import { isInsideFolder } from '../ports/isInsideFolder.ts';
import { appendToLedger, createRecordId, openLedger } from '../versions/ledgerFile.ts';
import { noteOwnOutput } from '../versions/ownOutputs.ts';
import { ledgerSchema, type PackageRecord } from '../versions/packageRecord.ts';
import { confinedTo } from '../versions/confinedFiles.ts';
import { productFolder } from '../versions/productFolder.ts';
import { packageFactsOf } from './packageFacts.ts';
import { type WorkflowWorld } from './workflowWorld.ts';

export type RecordWorld = Pick<WorkflowWorld, 'files' | 'paths' | 'clock' | 'random' | 'digester' | 'userFolder'>;

export interface RecordedPackage {
  readonly appFolder: string;
  readonly record: PackageRecord;
}

/** A package lies some folders below its app: `.mobile-distribution/packages/…`. */
const mostFoldersUp = 8;

/** The newest line that an app above the file has for exactly this content. */
export async function findRecordedPackage(world: RecordWorld, path: string): Promise<RecordedPackage | undefined> {
  const { files, paths } = world;
  let sha256: string | undefined;
  let folder = paths.dirname(path);
  for (let step = 0; step < mostFoldersUp; step++) {
    const { ledger } = productFolder(paths, folder);
    if ((await files.stat(ledger))?.kind === 'file') {
      sha256 ??= await contentHash(world, path);
      const record = (await openLedger(world, ledger)).records.findLast((each) => each.platform === 'ios' && each.sha256 === sha256);
      if (record) return { appFolder: folder, record };
    }
    const parent = paths.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return undefined;
}

/** `undefined` for a folder, which no line is about. */
async function contentHash(world: RecordWorld, path: string): Promise<string | undefined> {
  if ((await world.files.stat(path))?.kind !== 'file') return undefined;
  const source = await world.files.openFile(path);
  try {
    return (await describePackage(source, { now: world.clock.now(), hash: world.digester })).sha256;
  } finally {
    await source.close();
  }
}

/** `author`: who signed it. The code is that of the parent, and so are engine and commit. */
export async function recordResigned(
  world: RecordWorld,
  { appFolder, record: parent }: RecordedPackage,
  { path, author }: { readonly path: string; readonly author: string },
): Promise<PackageRecord> {
  const { files, paths, clock, random, digester } = world;
  const source = await files.openFile(path);
  try {
    const { inspection, sha256 } = await describePackage(source, { now: clock.now(), hash: digester });
    if (!inspection || sha256 === undefined) throw Failure.of('package-file-changed', { path });
    const { format, label, appIdentifier, version, versionCode, buildType, minimumOs } = packageFactsOf(inspection);
    const signer = inspection.format === 'ipa' ? inspection.signing.signer : inspection.signing.signers[0];
    const { variant, engine, engineVersion, tools, commit, hasUncommittedChanges } = parent;
    const record: PackageRecord = {
      id: createRecordId(random),
      schema: ledgerSchema,
      parent: parent.id,
      platform: parent.platform,
      buildType: buildType ?? parent.buildType,
      ...(variant !== undefined && { variant }),
      format,
      name: label ?? parent.name,
      appIdentifier: appIdentifier ?? parent.appIdentifier,
      version: version ?? parent.version,
      versionCode: versionCode ?? parent.versionCode,
      engine,
      engineVersion,
      ...(tools && { tools }),
      ...(minimumOs !== undefined && { minimumOs }),
      createdAt: clock.now().toISOString(),
      createdBy: author,
      ...(commit !== undefined && { commit }),
      ...(hasUncommittedChanges !== undefined && { hasUncommittedChanges }),
      ...(signer && { signerSha256: signer.sha256 }),
      sha256,
      sizeBytes: source.size,
      path: isInsideFolder(paths, appFolder, path) ? paths.relative(appFolder, path) : path,
    };
    await appendToLedger(confinedTo(files, appFolder), productFolder(paths, appFolder).ledger, record);
    await noteOwnOutput(world, record);
    return record;
  } finally {
    await source.close();
  }
}
