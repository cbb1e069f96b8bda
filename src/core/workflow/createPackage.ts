/**
 * The main job: from the settings of an app to a package that is signed, opened again, compared with what was asked for,
 * and recorded. Nothing is seen before it is whole: until the last step there are temporary files only, and whatever
 * stops the work removes them, lets go of the lock and keeps the log.
 */

import { throwIfCancelled } from '../base/cancellation.ts';
import { Failure, isFailure } from '../base/failure.ts';
import { groupIssues } from '../base/groupIssues.ts';
import { hasErrors, type Issue } from '../base/issue.ts';
import { issuesFound } from '../base/issuesFound.ts';
import { type ProgressReporter } from '../base/progress.ts';
import { TextMask } from '../base/textMask.ts';
import { present } from '../base/present.ts';
import { skippedAfter, skippedHooks } from '../engines/engine/buildHooks.ts';
import { type BuildSpec } from '../engines/engine/engine.ts';
import { keepNativeSide } from '../engines/reuse/native/keptNativeSides.ts';
import { type NewFile } from '../ports/fileSystem.ts';
import { type BuildTarget, targetName } from '../settings/buildTarget.ts';
import { type Platform } from '../settings/platform.ts';
import { type SettingsOverrides } from '../settings/resolveSettings.ts';
import { type PackageRecord } from '../versions/packageRecord.ts';
import { acquireTargetLock, type TargetLock } from '../versions/targetLock.ts';
import { confinedTo } from '../versions/confinedFiles.ts';
import { prepareProductFolder } from '../versions/productFolder.ts';
import { buildUnsigned } from './buildUnsigned.ts';
import { appleSigningOf } from './ios/appleSigningOf.ts';
import { signerSha256Of } from './checkSigner.ts';
import { variantName } from './checkVariant.ts';
import { type JointMember } from './jointBuild.ts';
import { noteNativeSide } from './noteNativeSide.ts';
import { openAgain } from './openAgain.ts';
import { appOnPlatform, openApp, type OpenedApp, placeInSettings } from './openApp.ts';
import { requireOutput } from './output.ts';
import { packageBaseName } from './packageName.ts';
import { PackageLog } from './packageLog.ts';
import { lastTimes, PackageTimes } from './packageTimes.ts';
import { type PasswordSource } from './passwordSource.ts';
import { type RecordedCode } from '../versions/readPackageRecord.ts';
import { type MadePackage, recordPackage } from './recordPackage.ts';
import { runAfterBuild } from './runAfterBuild.ts';
import { signBuilt, signerOf } from './signBuilt.ts';
import { removeLeftovers } from './removeLeftovers.ts';
import { uniqueIssues } from './uniqueIssues.ts';
import { type AppValidation, type ReuseChoice, validateApp } from './validateApp.ts';
import { type WorkflowWorld } from './workflowWorld.ts';

export interface CreatePackageRequest {
  /** Absolute path. */
  readonly appFolder: string;
  readonly platform: Platform;
  readonly overrides?: SettingsOverrides;
  /** Absolute path; `.mobile-distribution/packages` of the app when absent. */
  readonly outputFolder?: string;
  /** Whether the build of the project itself runs first. It is code of the project, so only the user can allow it. */
  readonly runsProjectBuild?: boolean;
  /** For the engine `reuse`: from which package, where the last one is not meant. */
  readonly reuse?: ReuseChoice;
  /** Version codes that stores have: the next one is higher. */
  readonly storeCodes?: readonly RecordedCode[];
  readonly passwords: PasswordSource;
  readonly report?: ProgressReporter;
  /** Whether what earlier builds left is removed first. */
  readonly isClean?: boolean;
  /** The others that the same run of a tool builds. */
  readonly together?: JointMember;
  /** Every line of the log, as it is written. */
  readonly onLogLine?: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface CreatedPackage {
  readonly record: PackageRecord;
  /** Absolute path. */
  readonly path: string;
  readonly logPath: string;
  readonly format: 'apk' | 'aab' | 'ipa';
  readonly issues: readonly Issue[];
}

export async function createPackage(world: WorkflowWorld, request: CreatePackageRequest): Promise<CreatedPackage> {
  // Nothing of the product's own folder is written outside the app, whatever the folder or a file in it is linked to.
  const inApp: WorkflowWorld = { ...world, files: confinedTo(world.files, request.appFolder) };
  const startedAt = world.clock.now();
  const times = new PackageTimes(world.clock, request.report);
  times.begin('checking')({ step: 'checking', fraction: 0 });
  const app = await openApp(world, request.appFolder, request.overrides);
  const { product } = app;
  // Nothing is written into a folder that contains no app.
  const notFound = app.issues.filter(({ code }) => code === 'app-not-found');
  if (notFound.length > 0) throw issuesFound(notFound);
  await prepareProductFolder(inApp.files, world.paths, product);
  const { lock, opened } = await lockTarget(world, inApp, request, app);
  const mask = new TextMask();
  const { clock } = world;
  const log = new PackageLog({ files: inApp.files, clock, mask, path: logPath(world, request, app), onLine: request.onLogLine });
  const passwords = keepingOut(request.passwords, mask);
  try {
    await requireRecordable(inApp, product);
    if (lock.isAlone) await removeLeftovers(inApp, product.packages);
    const validation = await validateApp(world, opened, { ...request, passwords, isForPackage: true });
    const made = await makePackage(inApp, request.outputFolder === undefined ? inApp : world, request, validation, {
      log,
      startedAt,
      times,
    });
    return { ...made, issues: made.issues.map((issue) => mask.issue(issue)) };
  } catch (error) {
    log.write(isFailure(error, 'cancelled') ? 'cancelled' : `failed: ${error instanceof Error ? error.message : String(error)}`);
    if (isFailure(error)) for (const issue of error.issues) log.write(`${issue.severity} ${issue.code}: ${issue.message}`);
    throw mask.thrown(error);
  } finally {
    await log.close();
    await lock.release();
  }
}

/** A package that could not be recorded is not built at all. */
async function requireRecordable({ files }: WorkflowWorld, { ledger }: OpenedApp['product']): Promise<void> {
  const trial = await files.createFile(ledger);
  await trial.discard();
}

function targetOf({ platform, overrides }: CreatePackageRequest, app: OpenedApp): BuildTarget {
  const target = appOnPlatform(app, platform, overrides);
  return { platform, buildType: target.effective.buildType.value, ...present('variant', variantName(target)) };
}

/** The lock of what is built, also when someone changes the build type between the two looks at the settings. */
async function lockTarget(
  world: WorkflowWorld,
  inApp: WorkflowWorld,
  request: CreatePackageRequest,
  first: OpenedApp,
): Promise<{ readonly lock: TargetLock; readonly opened: OpenedApp }> {
  let target = targetOf(request, first);
  for (;;) {
    const lock = await acquireTargetLock(inApp, first.product.locks, target, request.signal);
    try {
      const opened = await openReserving(world, request, lock);
      const now = targetOf(request, opened);
      if (targetName(now) === targetName(target)) return { lock, opened };
      target = now;
    } catch (error) {
      await lock.release();
      throw error;
    }
    await lock.release();
  }
}

/**
 * The app as it is under the lock, since another package may have been recorded a moment ago, with a version code that no other run has.
 * Codes of other runs count as recorded.
 */
async function openReserving(world: WorkflowWorld, request: CreatePackageRequest, lock: TargetLock): Promise<OpenedApp> {
  const { platform, overrides, appFolder, storeCodes = [], signal } = request;
  const refused = new Set<number>();
  for (;;) {
    throwIfCancelled(signal);
    const app = await openApp(world, appFolder, overrides);
    const opened = { ...app, ledger: { ...app.ledger, codes: [...app.ledger.codes, ...storeCodes, ...(await lock.others())] } };
    const { appIdentifier, versionCode } = appOnPlatform(opened, platform, overrides).effective;
    // Without an identifier nothing is built.
    if (!appIdentifier) return opened;
    if (await lock.reserve({ platform, appIdentifier: appIdentifier.value, versionCode: versionCode.value })) return opened;
    // A code that someone chose is proposed again, and reported as taken.
    if (refused.has(versionCode.value)) return opened;
    refused.add(versionCode.value);
  }
}

/** The package itself may go to a folder outside the app that someone named; `outWorld` writes there. */
async function makePackage(
  world: WorkflowWorld,
  outWorld: WorkflowWorld,
  request: CreatePackageRequest,
  validation: AppValidation,
  { log, startedAt, times }: { readonly log: PackageLog; readonly startedAt: Date; readonly times: PackageTimes },
): Promise<CreatedPackage> {
  const { spec, engine, engineVersion, signing } = validation;
  const issues = [...validation.issues, ...placedSkips(validation)];
  const say = (line: string): void => log.write(line);
  for (const issue of issues) say(`${issue.severity} ${issue.code}: ${issue.message}`);
  if (hasErrors(issues) || !spec || !engine || engineVersion === undefined) throw issuesFound(issues);
  const signer = signerOf(signing);
  if (!signer) throw passwordMissing(spec);
  const signerSha256 = signerSha256Of(signer.identity);
  say(
    `${spec.name} ${spec.version} (${spec.versionCode}) ${spec.appIdentifier} for ${spec.platform}, ${spec.buildType}, engine ${engine.id} ${engineVersion}`,
  );

  const { signal } = request;
  const kind = { ...spec, engine: engine.id, ...present('builtWith', request.together?.variants) };
  times.expect(lastTimes(validation.app.ledger.records, kind));
  // Git is asked while the engine works. What it says must be of now: files may change before the build is done.
  const describing = world.sourceControl.describe(validation.app.folder);
  describing.catch(() => undefined);
  const nativeSide = noteNativeSide(world, engine, spec, signal);
  const format = formatOf(spec);
  const fileName = `${packageBaseName(spec)}.${format}`;
  const path = world.paths.join(request.outputFolder ?? validation.app.product.packages, fileName);
  await requireOutput(outWorld, { path, inputs: [validation.app.settingsPath, validation.app.product.ledger], replaces: format });
  const unsigned = await world.files.createFile(world.paths.join(validation.app.product.packages, `unsigned-${fileName}`));
  let output: NewFile | undefined;
  try {
    const context = {
      report: times.begin('building'),
      log: say,
      signal,
      output: unsigned,
      ...present('expectedMs', times.expectedSteps),
      ...(signer.platform === 'ios' && { appleSigning: await appleSigningOf(world, signer.assets, (secret) => log.keepOut(secret)) }),
    };
    const built = await (request.together?.build(world, engine, spec, context) ?? buildUnsigned(world, engine, spec, context));
    throwIfCancelled(signal);
    times.addSteps(built.stepsMs);
    const report = times.begin('signing');
    report({ step: 'signing', fraction: 0 });
    output = await outWorld.files.createFile(path);
    const signed = await signBuilt(world, { built, signer, appFolder: spec.appFolder, format, output, report, signal });
    for (const issue of signed) say(`${issue.severity} ${issue.code}: ${issue.message}`);
    say('signed');
    throwIfCancelled(signal);
    const verifying = times.begin('verifying');
    verifying({ step: 'verifying', fraction: 0 });
    const checked = await openAgain(world, { spec, output, signerSha256, path, signal });
    for (const issue of checked.issues) say(`${issue.severity} ${issue.code}: ${issue.message}`);
    if (hasErrors(checked.issues)) throw issuesFound(checked.issues);
    // Before the commit: whatever fails after it would leave a package that no ledger knows.
    const source = await describing;
    const native = built.reuses ? built.reuses.native : await nativeSide();
    throwIfCancelled(signal);
    verifying({ step: 'recording', fraction: 0.8 });
    const nativeFingerprint = native && (await keepNativeSide(world, validation.app.product.packages, native));
    await output.commit();
    const record = await recordOrRemove(world, outWorld, validation.app, {
      spec,
      engine: engine.id,
      engineVersion,
      ...present('parent', built.reuses?.parent),
      ...present('nativeFingerprint', nativeFingerprint),
      tools: built.tools,
      startedAt,
      partsMs: times.end(),
      saved: { ...built.saved, skippedSteps: { ...built.saved.skippedSteps, ...skippedAfter(spec) } },
      ...present('builtWith', built.builtWith),
      path,
      signerSha256,
      checked,
      source,
    });
    say(`verified and recorded: ${path}, ${record.sizeBytes} bytes, SHA-256 ${record.sha256}`);
    const recorded = { spec, path, record, ledger: validation.app.product.ledger };
    const late: ProgressReporter = ({ detail }) => verifying({ step: 'recording', fraction: 0.99, ...present('detail', detail) });
    const after = await runAfterBuild(world, recorded, { ...context, report: late });
    request.report?.({ step: 'done', fraction: 1 });
    const all = uniqueIssues([...issues, ...groupIssues([...built.issues, ...signed]), ...checked.issues, ...after]);
    return { record, path, logPath: log.path, format: checked.facts.format, issues: all };
  } finally {
    await unsigned.discard();
    await output?.discard();
  }
}

function placedSkips({ app, spec }: AppValidation): readonly Issue[] {
  return spec ? skippedHooks(spec).map((issue) => ({ ...issue, place: placeInSettings(app, issue.place?.pointer ?? '') })) : [];
}

/** Files that are right and do not open: without a password nothing was said against them. */
function passwordMissing({ platform }: BuildSpec): Failure {
  const [purpose, option] =
    platform === 'ios' ? ['certificate password', '--certificate-password'] : ['keystore password', '--keystore-password'];
  return Failure.of('secret-missing', { purpose, option });
}

function formatOf({ platform, buildType }: BuildSpec): 'apk' | 'aab' | 'ipa' {
  if (platform === 'ios') return 'ipa';
  return buildType === 'app-bundle' ? 'aab' : 'apk';
}

/** Everything that was asked for is masked from then on, on both platforms, whether or not it was right. */
function keepingOut(passwords: PasswordSource, mask: TextMask): PasswordSource {
  return {
    ask: async (request) => {
      const secret = await passwords.ask(request);
      if (secret) mask.keepOut(secret);
      return secret;
    },
  };
}

/** A package that is not in the ledger would be a result no one vouches for. */
async function recordOrRemove(
  world: WorkflowWorld,
  outWorld: WorkflowWorld,
  app: OpenedApp,
  made: Omit<MadePackage, 'outputs'>,
): Promise<PackageRecord> {
  try {
    return await recordPackage(world, app, { ...made, outputs: outWorld });
  } catch (error) {
    await outWorld.files.remove(made.path);
    throw error;
  }
}

function logPath({ paths, clock }: WorkflowWorld, { platform, overrides }: CreatePackageRequest, app: OpenedApp): string {
  const target = appOnPlatform(app, platform, overrides);
  const { effective } = target;
  const base = packageBaseName({
    ...present('variant', variantName(target)),
    name: effective.name?.value ?? '',
    appIdentifier: effective.appIdentifier?.value ?? '',
    version: effective.version.value,
    versionCode: effective.versionCode.value,
    buildType: effective.buildType.value,
  });
  const time = clock
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '');
  return paths.join(app.product.logs, `${base}-${time}.log`);
}
