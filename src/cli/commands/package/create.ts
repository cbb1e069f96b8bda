/** `mdist package create`: the main job, from the settings to a verified package. */

import { isFailure } from '../../../core/base/failure.ts';
import { exitCodeOf, exitCodes } from '../../../core/base/exitCodes.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { hasErrors, type Issue } from '../../../core/base/issue.ts';
import { skipReasons } from '../../../core/base/progress.ts';
import { present } from '../../../core/base/present.ts';
import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { createPackages, type PackageOutcome } from '../../../core/workflow/createPackages.ts';
import { type CreatedPackage } from '../../../core/workflow/createPackage.ts';
import { uniqueIssues } from '../../../core/workflow/uniqueIssues.ts';
import { type Command, type CommandOutcome } from '../../grammar/command.ts';
import { failureJson } from '../../report/failureJson.ts';
import { issueJson } from '../../report/issueJson.ts';
import { shellWord } from '../../report/shellWord.ts';
import { type TextPage } from '../../terminal/textPage.ts';
import { allPasswords, appFolder, appOption, certificatePasswordOption, keystorePasswordOptions } from '../sharedOptions.ts';
import { evaluatedWorkflow, evaluateOption } from './evaluatedWorkflow.ts';
import { connectedCodes } from './connectedCodes.ts';
import { dryRun, requireDryRun, systems } from './dryRun.ts';
import { type PackageTarget, packageTargets, targetOptions, targetText } from './packageTargets.ts';
import { reuseChoice } from './reuseChoice.ts';
import { progressForms, TargetProgress } from './targetProgress.ts';

export const packageCreate: Command = {
  path: ['package', 'create'],
  summary: 'Build, sign, verify and record a package of the app',
  details: [
    'All checks run before the build. The new package is compared with the request before it is saved under its name. If packaging stops, only the log remains.',
    'A project with its own build (Gradle, Xcode, Flutter, React Native and others) is built with its own tools, without changes to its files; its build runs code of the project. With several variants, name one with --variant: the whole name or the flavor.',
    'Options override the settings for this package. Debug packages are signed with your debug key, which is created on first use.',
    'With several platforms, build types or variants, one package of each is created, two at a time. Several variants of a Gradle project are built by one run of Gradle. One that fails does not stop the others.',
    'The engine reuse makes a package from the last one when nothing but web files or the bundle of JavaScript changed, without any build tool. It compares the native side (lock files, native folders, plugins, configuration) and refuses with the names of what changed.',
    'For iOS, web apps are built on every system and other apps on a Mac; elsewhere they are signed from the .xcarchive, .app or .ipa that their own tools built (--archive).',
  ],
  options: {
    ...appOption,
    ...targetOptions(),
    ...keystorePasswordOptions,
    ...certificatePasswordOption,
    'run-build': {
      type: 'flag',
      says: 'Run first what the project needs: the build of web files (web.build, else the build script of package.json), or expo prebuild; and the commands of build.before and build.after. This runs code of the project',
    },
    ...evaluateOption,
    from: {
      type: 'path',
      placeholder: 'FILE',
      says: 'Package that the engine reuse makes the new one from (default: the last one of the app with the same native side)',
    },
    'accept-unknown-base': {
      type: 'flag',
      says: 'Let the engine reuse take a package although its native side is not known. You answer for native code and plugins being the same',
    },
    clean: { type: 'flag', says: 'Remove first what earlier builds of the project left, such as after a change of its tools' },
    'skip-stores': { type: 'flag', says: 'Do not ask the connected stores which version codes they have' },
    'dry-run': { type: 'flag', says: 'Show the steps of the build and the problems, and build nothing' },
    system: {
      type: 'choice',
      choices: systems,
      says: 'With --dry-run: show the steps on another system, with tools at their usual places there. Nothing is run for it',
    },
    output: { type: 'path', placeholder: 'DIR', says: 'Folder for the package (default: .mobile-distribution/packages)' },
    progress: {
      type: 'choice',
      choices: progressForms,
      says: 'Progress on standard error: a line on a terminal (default), one JSON document a line, or none',
    },
  },
  examples: [
    'mdist package create --platform android --build-type debug',
    'mdist package create --app apps/hello --build-type release --keystore-password env:STORE_PASSWORD',
    'mdist package create --platform android --run-build',
    'mdist package create --platform android --evaluate',
    'mdist package create --build-type release --variant free --variant paid --keystore-password env:STORE_PASSWORD',
    'mdist package create --engine reuse --build-type release --keystore-password env:STORE_PASSWORD',
    'mdist package create --build-type app-bundle --dry-run --json',
    'mdist package create --platform ios --dry-run --system macos',
    'mdist package create --build-type release --build-type app-bundle --progress json',
    'mdist package create --platform ios --build-type ad-hoc --certificate-password env:P12_PASSWORD',
    'mdist package create --platform ios --archive build/Hello.xcarchive --certificate-password env:P12_PASSWORD',
    'mdist package create --build-type app-bundle --version 1.5.0 --output out --json',
  ],
  run: async (input, services) => {
    const targets = packageTargets(input);
    requireDryRun(input);
    if (input.flag('dry-run')) return await dryRun(targets, input, services);
    const folder = appFolder(input, services);
    const reuse = reuseChoice(input);
    const outputFolder = input.path('output');
    const progress = new TargetProgress(services, input.choice('progress', progressForms) ?? 'line', targets);
    const passwords = progress.whileAsking(allPasswords(input, services));
    const known = await connectedCodes(targets, input, services);
    const { workflow, issues: unanswered } = await evaluatedWorkflow(input, services);
    const found = [...known.issues, ...unanswered];
    const requests = targets.map(({ platform, overrides }, index) => ({
      appFolder: folder,
      platform,
      overrides,
      storeCodes: known.codes,
      ...(outputFolder !== undefined && { outputFolder }),
      ...(input.flag('run-build') && { runsProjectBuild: true }),
      ...(input.flag('clean') && { isClean: true }),
      ...present('reuse', reuse),
      passwords,
      report: progress.reporter(index),
      signal: services.signal,
    }));
    const outcomes = await createPackages(workflow, requests, (index, outcome) => {
      const target = targets[index];
      if (target) progress.ended(index, outcome, documentOf(target, outcome));
    }).finally(() => progress.stop());
    const [only] = outcomes;
    if (outcomes.length > 1 || !only) return severalOutcome(targets, outcomes, found);
    if (only.kind === 'failed') throw only.failure;
    const { made } = only;
    return {
      document: factsOf(made),
      issues: [...found, ...made.issues],
      write: (page) => writePackage(page, made),
      next: [`mdist package inspect ${shellWord(made.path)}`],
    };
  },
};

function toolsText({ tools = {} }: PackageRecord): string | undefined {
  const named = Object.entries(tools).map(([name, version]) => `${name} ${version}`);
  return named.length > 0 ? named.join(', ') : undefined;
}

/** `12 executed, 30 up to date` */
function tasksText({ tasks = {} }: PackageRecord): string | undefined {
  const counted = Object.entries(tasks).map(([outcome, count]) => `${count} ${skipText(outcome)}`);
  return counted.length > 0 ? counted.join(', ') : undefined;
}

/** `pod (up to date)` */
function skippedText({ skippedSteps = {} }: PackageRecord): string | undefined {
  const named = Object.entries(skippedSteps).map(([step, reason]) => `${step} (${skipText(reason)})`);
  return named.length > 0 ? named.join(', ') : undefined;
}

/** A newer version may have more words. */
function skipText(reason: string): string {
  return new Map<string, string>(Object.entries(skipReasons)).get(reason) ?? reason;
}

function severalOutcome(targets: readonly PackageTarget[], outcomes: readonly PackageOutcome[], found: readonly Issue[]): CommandOutcome {
  const results = targets.flatMap((target, index) => {
    const outcome = outcomes[index];
    return outcome ? [{ target, outcome }] : [];
  });
  const cancelled = results.find(({ outcome }) => outcome.kind === 'failed' && isFailure(outcome.failure, 'cancelled'));
  if (cancelled?.outcome.kind === 'failed') throw cancelled.outcome.failure;
  const made = outcomes.flatMap((outcome) => (outcome.kind === 'made' ? [outcome.made] : []));
  return {
    document: { packages: results.map(({ target, outcome }) => documentOf(target, outcome)) },
    issues: uniqueIssues([
      ...found,
      ...outcomes.flatMap((outcome) => (outcome.kind === 'made' ? outcome.made.issues : outcome.failure.issues)),
    ]),
    write: (page) => {
      for (const { target, outcome } of results) {
        if (outcome.kind === 'made') writePackage(page, outcome.made);
        else writeFailed(page, target, outcome);
      }
    },
    next: made.slice(0, 1).map(({ path }) => `mdist package inspect ${shellWord(path)}`),
    exitCode: Math.max(...outcomes.map(exitCodeFor)),
  };
}

/** What a call of one package would end with. */
function exitCodeFor(outcome: PackageOutcome): number {
  if (outcome.kind === 'failed') return exitCodeOf(outcome.failure.kind);
  return hasErrors(outcome.made.issues) ? exitCodes.issues : exitCodes.done;
}

/** One package of several, or why there is none. */
function documentOf({ platform, buildType, variant }: PackageTarget, outcome: PackageOutcome): Readonly<Record<string, unknown>> {
  if (outcome.kind === 'made') return { ...factsOf(outcome.made), issues: outcome.made.issues.map((issue) => issueJson(issue)) };
  return { platform, buildType: buildType ?? null, variant: variant ?? null, ...failureJson(outcome.failure) };
}

function factsOf({ record, path, format, logPath }: CreatedPackage): Readonly<Record<string, unknown>> {
  const { path: _, ...facts } = record;
  return { ...facts, path, format, logPath };
}

function writeFailed(page: TextPage, target: PackageTarget, { failure }: PackageOutcome & { kind: 'failed' }): void {
  page.heading(`No package for ${targetText(target)}`);
  page.facts([
    ['Reason', failure.message],
    ['Next step', failure.hint === '' ? undefined : failure.hint],
  ]);
}

function writePackage(page: TextPage, { record, path, logPath }: CreatedPackage): void {
  page.heading(`${record.name} ${record.version} (${record.versionCode}) for ${record.platform} is ready`);
  page.facts([
    ['Package', path],
    ['Size', `${record.sizeBytes} bytes`],
    ['SHA-256', record.sha256],
    ['App identifier', record.appIdentifier],
    ['Build type', record.buildType],
    ['Variant', record.variant],
    ['Engine', `${record.engine} ${record.engineVersion}`],
    ['Tools', toolsText(record)],
    ['Tasks', tasksText(record)],
    ['Skipped steps', skippedText(record)],
    ['Signed by', record.signerSha256 && fingerprintText(record.signerSha256)],
    ['Created', `${record.createdAt} by ${record.createdBy}`],
    ['Commit', commitText(record)],
    ['Log', logPath],
  ]);
}

/** A working tree whose state is unknown is shown as unknown, not as clean. */
function commitText({ commit, hasUncommittedChanges }: PackageRecord): string | undefined {
  if (commit === undefined) return undefined;
  if (hasUncommittedChanges === undefined) return `${commit}, uncommitted changes unknown`;
  return `${commit}${hasUncommittedChanges ? ' with uncommitted changes' : ''}`;
}
