/**
 * Plans a build with Xcode on a Mac: `xcodebuild archive` without signing, into a folder of ours. The archive is then packaged, given identifier,
 * version and build number, and signed by us, so that no certificate is put into a keychain and nothing is registered with Apple. Where the
 * project does not build without a signature, Xcode gets a keychain for this build alone.
 */

import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type ProjectFolder } from '../../projects/projectFolder.ts';
import { targetName } from '../../settings/buildTarget.ts';
import { productFolder } from '../../versions/productFolder.ts';
import { type BuildPlan, type BuildStep, type WorkStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { toolStep } from '../framework/toolStep.ts';
import { type GradleEnginePorts } from '../gradle/gradleEnginePorts.ts';
import { type Xcode } from '../toolchains/xcode.ts';
import { keychainStep, signingFiles, signsWithXcode, sweepLeftKeychains } from './xcodeSigning.ts';
import { openXcodeBuild, type XcodeBuildProject } from './xcodeProject.ts';

const timeLimitMs = 2 * 60 * 60 * 1000;

export interface OpenedXcode {
  readonly project: XcodeBuildProject | undefined;
  readonly xcode: Xcode | undefined;
  /** Of the machine. */
  readonly pod: string | undefined;
  readonly issues: readonly Issue[];
}

export async function openXcode(
  ports: GradleEnginePorts,
  folder: ProjectFolder,
  places?: readonly (readonly string[])[],
): Promise<OpenedXcode> {
  const { toolchains } = ports;
  const [project, [xcode], pod] = await Promise.all([
    openXcodeBuild(folder, undefined, places),
    toolchains.xcodes(),
    toolchains.program('pod'),
  ]);
  const issues: Issue[] = [];
  if (toolchains.system !== 'macos') issues.push(createIssue('toolchain-mac-needed', {}));
  else if (!xcode) issues.push(createIssue('toolchain-xcode-missing', {}));
  if (project?.hasPodfile === true && !project.hasCurrentPods && pod === undefined && toolchains.system === 'macos')
    issues.push(createIssue('toolchain-cocoapods-missing', {}));
  return { project, xcode, pod, issues };
}

/** What a framework adds to the build of its native project. */
export interface XcodeAround {
  readonly before?: readonly BuildStep[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Build settings, each `NAME=value`. */
  readonly settings?: readonly string[];
  /** Where a step of `before` makes the project. */
  readonly generated?: XcodeBuildProject;
}

/** Throws `issues-found` where something is missing. */
export function planXcode(
  ports: GradleEnginePorts,
  spec: BuildSpec,
  { project: found, xcode, pod, issues }: OpenedXcode,
  { before = [], environment = {}, settings = [], generated }: XcodeAround = {},
): Pick<BuildPlan, 'steps' | 'artifact' | 'tools' | 'edits'> {
  const project = found ?? generated;
  if (!project || !xcode || hasErrors(issues))
    throw issuesFound([...issues, ...(project ? [] : [createIssue('xcode-project-missing', {}, { file: spec.appFolder })])]);
  const { paths } = ports;
  const scheme = spec.variant ?? (found ? spec.facts?.scheme?.value : undefined) ?? project.scheme;
  // Another one than the scheme archives would be an app of another configuration than that whose values were shown.
  const configuration = spec.facts?.variants?.find(({ name }) => name === scheme)?.configuration ?? 'Release';
  const folder = paths.join(spec.appFolder, ...project.folder);
  const own = { DEVELOPER_DIR: xcode.developerFolder, ...environment };
  const work = paths.join(productFolder(paths, spec.appFolder).logs, 'xcode', targetName(spec));
  const archive = paths.join(work, 'App.xcarchive');
  const pods: readonly BuildStep[] = project.hasPodfile
    ? [
        toolStep({ ports }, spec, {
          id: 'pod',
          name: 'Install the pods of the lock file (pod install)',
          weight: 4,
          command: pod ?? 'pod',
          args: ['install'],
          folder,
          // CocoaPods refuses to run without a UTF-8 locale.
          environment: { LANG: 'en_US.UTF-8', COCOAPODS_DISABLE_STATS: 'true', ...own },
          ...(project.hasCurrentPods && {
            skipped: { reason: 'up-to-date', because: 'the installed pods are those of Podfile.lock' } as const,
          }),
        }),
      ]
    : [];
  const signed = signsWithXcode(spec) ? signingFiles(ports, work) : undefined;
  const exported = paths.join(work, 'export');
  const { kind, name } = project.container;
  const build = toolStep({ ports }, spec, {
    id: 'xcodebuild',
    name: `Archive with Xcode (scheme ${scheme})`,
    weight: 20,
    command: paths.join(xcode.developerFolder, 'usr', 'bin', 'xcodebuild'),
    args: [
      ...(spec.isClean === true ? ['clean'] : []),
      'archive',
      `-${kind}`,
      name,
      '-scheme',
      scheme,
      '-configuration',
      configuration,
      '-destination',
      'generic/platform=iOS',
      '-archivePath',
      archive,
      '-skipPackagePluginValidation',
      '-skipMacroValidation',
      ...(signed ? ['-xcconfig', signed.settings] : ['CODE_SIGNING_ALLOWED=NO']),
      `MARKETING_VERSION=${spec.version}`,
      `CURRENT_PROJECT_VERSION=${spec.versionCode}`,
      ...settings,
    ],
    folder,
    environment: own,
    timeLimitMs,
  });
  const sign = signed && {
    before: keychainStep(ports, spec, signed, xcode.version),
    after: toolStep({ ports }, spec, {
      id: 'export',
      name: 'Export the archive with Xcode',
      weight: 4,
      command: paths.join(xcode.developerFolder, 'usr', 'bin', 'xcodebuild'),
      args: ['-exportArchive', '-archivePath', archive, '-exportOptionsPlist', signed.exportOptions, '-exportPath', exported],
      folder,
      environment: own,
      timeLimitMs,
    }),
  };
  return {
    tools: xcode.version === undefined ? {} : { Xcode: xcode.version },
    steps: [...before, removeEarlier(ports, spec, [archive, exported]), ...pods, ...(sign ? [sign.before, build, sign.after] : [build])],
    artifact: { kind: 'found', format: 'ipa', folders: [{ path: sign ? exported : work, depth: 0 }] },
    // Lists with their own values do not follow the build settings.
    edits: { appIdentifier: spec.appIdentifier, version: spec.version, versionCode: String(spec.versionCode) },
  };
}

/** xcodebuild adds to an archive that is there. */
function removeEarlier(ports: GradleEnginePorts, spec: BuildSpec, paths: readonly string[]): WorkStep {
  return {
    id: 'clear',
    kind: 'work',
    name: 'Remove the archive of the last build',
    weight: 1,
    run: async (context) => {
      for (const path of paths) await ports.files.remove(path, { within: spec.appFolder });
      await sweepLeftKeychains(ports, spec, context);
      return [];
    },
  };
}
