/** Writes a package into the ledger, with what was read from the package itself. */

import { present } from '../base/present.ts';
import { type SavedWork } from '../engines/engine/planRun.ts';
import { type BuildSpec } from '../engines/engine/engine.ts';
import { isInsideFolder } from '../ports/isInsideFolder.ts';
import { type SourceState } from '../ports/sourceControl.ts';
import { appendToLedger, createRecordId } from '../versions/ledgerFile.ts';
import { noteOwnOutput, type OwnOutputsWorld } from '../versions/ownOutputs.ts';
import { ledgerSchema, type PackageRecord } from '../versions/packageRecord.ts';
import { type OpenedAgain } from './openAgain.ts';
import { type OpenedApp } from './openApp.ts';
import { type RecordingWorld } from './workflowWorld.ts';

export interface MadePackage {
  readonly spec: BuildSpec;
  readonly engine: string;
  readonly engineVersion: string;
  readonly tools: Readonly<Record<string, string>>;
  /** The package that was reused to make this one. */
  readonly parent?: string;
  readonly nativeFingerprint?: string;
  /** When the checks began. */
  readonly startedAt: Date;
  /** Milliseconds by part of the work. */
  readonly partsMs: Readonly<Record<string, number>>;
  readonly saved: SavedWork;
  /** The variants that the same run of a tool built. */
  readonly builtWith?: readonly string[];
  readonly path: string;
  readonly signerSha256: string;
  readonly checked: OpenedAgain;
  /** Of the app, as it was when the build began. */
  readonly source: SourceState;
  /** What may write outside of the app, as `world` may not. */
  readonly outputs: OwnOutputsWorld;
}

export async function recordPackage(world: RecordingWorld, app: OpenedApp, made: MadePackage): Promise<PackageRecord> {
  const { spec, checked, source } = made;
  const { facts } = checked;
  const now = world.clock.now();
  const record: PackageRecord = {
    id: createRecordId(world.random),
    ...present('parent', made.parent),
    schema: ledgerSchema,
    platform: spec.platform,
    buildType: spec.buildType,
    ...(spec.variant !== undefined && { variant: spec.variant }),
    format: facts.format,
    name: spec.name,
    appIdentifier: facts.appIdentifier ?? spec.appIdentifier,
    version: facts.version ?? spec.version,
    versionCode: facts.versionCode ?? spec.versionCode,
    engine: made.engine,
    engineVersion: made.engineVersion,
    ...present('nativeFingerprint', made.nativeFingerprint),
    ...(Object.keys(made.tools).length > 0 && { tools: made.tools }),
    ...(facts.minimumOs !== undefined && { minimumOs: facts.minimumOs }),
    durationMs: Math.max(0, now.getTime() - made.startedAt.getTime()),
    partsMs: made.partsMs,
    ...present('builtWith', made.builtWith),
    ...(Object.keys(made.saved.skippedSteps).length > 0 && { skippedSteps: made.saved.skippedSteps }),
    ...(Object.keys(made.saved.tasks).length > 0 && { tasks: made.saved.tasks }),
    createdAt: now.toISOString(),
    createdBy: source.author,
    ...(source.commit !== undefined && { commit: source.commit }),
    ...(source.hasUncommittedChanges !== undefined && { hasUncommittedChanges: source.hasUncommittedChanges }),
    signerSha256: made.signerSha256,
    sha256: checked.sha256,
    sizeBytes: checked.sizeBytes,
    path: isInsideFolder(world.paths, app.folder, made.path) ? world.paths.relative(app.folder, made.path) : made.path,
  };
  await appendToLedger(world.files, app.product.ledger, record);
  await noteOwnOutput(made.outputs, record);
  return record;
}
