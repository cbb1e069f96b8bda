/**
 * The engine `gradle`: builds an Android app with the project's own Gradle. The wrapper's main class is started by `java`, so neither a
 * shell nor an executable bit is needed. Our init script (`media/gradle/init.gradle`) sets identifier and versions without a change to the
 * project, leaves the package unsigned and says where it is. No secret reaches Gradle in any form: a daemon keeps what it was started
 * with, and arguments are in the list of processes.
 */

import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { utf8 } from '../../base/bytes.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { targetName } from '../../settings/buildTarget.ts';
import { type EngineId } from '../../settings/settingsModel.ts';
import { productFolder } from '../../versions/productFolder.ts';
import { type BuildPlan, type CommandStep, type WorkStep } from '../engine/buildPlan.ts';
import { type BuildSpec, type Engine } from '../engine/engine.ts';
import { compareToolVersions } from '../toolchains/toolVersion.ts';
import { BuildDaemon } from './gradleDaemons.ts';
import { type GradleEnginePorts } from './gradleEnginePorts.ts';
import { type GradleProject, openGradleProject, openWrapper } from './gradleProject.ts';
import { GradleReader } from './gradleReader.ts';
import { findGradleTools, type GradleTools } from './gradleTools.ts';

/** A first build downloads Gradle, the plugins and the SDK. */
const timeLimitMs = 2 * 60 * 60 * 1000;
/** An idle daemon of ours ends after this time. */
const daemonIdleMs = 15 * 60 * 1000;

export class GradleEngine implements Engine {
  readonly id: EngineId = 'gradle';
  readonly platforms = ['android'] as const;
  readonly #ports: GradleEnginePorts;

  constructor(ports: GradleEnginePorts) {
    this.#ports = ports;
  }

  /** Of the Gradle on PATH, for projects without a wrapper. */
  async versions(): Promise<readonly string[]> {
    const gradle = await this.#ports.toolchains.gradle();
    return gradle?.version === undefined ? [] : [gradle.version];
  }

  async projectVersion(appFolder: string, facts: BuildSpec['facts']): Promise<string | undefined> {
    const wrapper = await openWrapper(this.#ports, this.#ports.paths.join(appFolder, ...(facts?.gradle?.root ?? [])));
    return wrapper ? wrapper.version : (await this.versions())[0];
  }

  async missingTools(app: Pick<BuildSpec, 'appFolder' | 'facts'>): Promise<readonly Issue[]> {
    return (await this.#open(app)).issues;
  }

  async check(spec: BuildSpec): Promise<readonly Issue[]> {
    return (await this.#open(spec)).issues;
  }

  async plan(spec: BuildSpec): Promise<BuildPlan> {
    const { project, tools, issues } = await this.#open(spec);
    if (!project || !tools || hasErrors(issues)) throw issuesFound(issues);
    const { jdk, sdk } = tools;
    const version = project.wrapper ? project.wrapper.version : tools.gradle?.version;
    const { paths } = this.#ports;
    const format = spec.buildType === 'app-bundle' ? 'aab' : 'apk';
    const registry = this.#registry(jdk?.home ?? '', sdk?.path ?? '');
    const daemon = new BuildDaemon(this.#ports, registry);
    return {
      engine: this.id,
      engineVersion: version ?? spec.engineVersion,
      tools: {
        ...(jdk && { JDK: jdk.version }),
        ...(version !== undefined && { Gradle: version }),
        ...(sdk?.buildTools[0] !== undefined && { 'Android SDK build tools': sdk.buildTools[0] }),
      },
      steps: [this.#prepare(spec, registry, daemon), this.#build(spec, project, { tools, version, registry, daemon })],
      artifact: { kind: 'found', format, folders: [{ path: paths.join(project.module, 'build', 'outputs'), depth: 6 }] },
    };
  }

  async #open(app: Pick<BuildSpec, 'appFolder' | 'facts'>): Promise<OpenedBuild> {
    const project = await openGradleProject(this.#ports, app);
    if (!project) return { issues: [createIssue('gradle-module-missing', {})] };
    const tools = await findGradleTools(this.#ports, project);
    return { project, tools, issues: tools.issues };
  }

  /** Beside the log of the package, where they can be looked at later. */
  #ownFiles(spec: BuildSpec): { readonly script: string; readonly request: string } {
    const { paths } = this.#ports;
    const name = targetName({ platform: spec.platform, buildType: spec.buildType, variant: variantOf(spec) });
    const { logs } = productFolder(paths, spec.appFolder);
    return { script: paths.join(logs, 'gradle', `${name}.init.gradle`), request: paths.join(logs, 'gradle', `${name}.request.json`) };
  }

  #prepare(spec: BuildSpec, registry: string, daemon: BuildDaemon): WorkStep {
    const { files, productFiles, makePrivateFolder } = this.#ports;
    const { appIdentifier, version, versionCode } = spec;
    const { script, request } = this.#ownFiles(spec);
    return {
      id: 'prepare',
      kind: 'work',
      name: `Set ${appIdentifier} ${version} (${versionCode}) for this build`,
      weight: 1,
      run: async () => {
        const wishes = { variants: { [variantOf(spec)]: { applicationId: appIdentifier, versionCode, versionName: version } } };
        const within = spec.appFolder;
        await files.writeFile(script, await productFiles.read('gradle/init.gradle'), { within });
        await files.writeFile(request, utf8(`${JSON.stringify(wishes, undefined, 2)}\n`), { within });
        // A daemon writes the environment of each build into its log, which everybody can read.
        await makePrivateFolder(registry);
        await daemon.note();
        return [];
      },
    };
  }

  #build(spec: BuildSpec, project: GradleProject, { tools, version, registry, daemon }: PlannedRun): CommandStep {
    const { paths } = this.#ports;
    const { jdk, sdk, gradle } = tools;
    const { script, request } = this.#ownFiles(spec);
    const variant = variantOf(spec);
    const task = taskOf(spec, project);
    const args = [
      '--console=plain',
      `-Dorg.gradle.daemon.registry.base=${registry}`,
      `-Dorg.gradle.daemon.idletimeout=${daemonIdleMs}`,
      ...withoutConfigurationCache(version),
      '-I',
      script,
      `-PmobileDistribution.request=${request}`,
      task,
    ];
    const java = paths.join(jdk?.home ?? '', 'bin', this.#ports.toolchains.system === 'windows' ? 'java.exe' : 'java');
    const wrapper = project.wrapper
      ? {
          command: java,
          args: ['-Xmx64m', '-Dorg.gradle.appname=gradlew', '-cp', project.wrapper.jar, 'org.gradle.wrapper.GradleWrapperMain', ...args],
        }
      : { command: gradle?.program ?? 'gradle', args };
    return {
      id: 'gradle',
      kind: 'command',
      name: `Build with Gradle (${task})`,
      weight: 20,
      ...wrapper,
      folder: project.root,
      environment: {
        ...(jdk && { JAVA_HOME: jdk.home }),
        ...(sdk && { ANDROID_HOME: sdk.path, ANDROID_SDK_ROOT: sdk.path }),
      },
      timeLimitMs,
      notFrom: [spec.appFolder],
      reader: () =>
        new GradleReader({
          program: 'gradle',
          resolve: (path) => paths.resolve(project.root, path),
          variant,
          format: spec.buildType === 'app-bundle' ? 'aab' : 'apk',
          onProcess: (pid) => daemon.name(pid),
        }),
      leftBehind: async (startedAt) => await daemon.leftBehind(startedAt),
    };
  }

  /**
   * Daemons of our builds are kept apart from the user's: those are neither used nor stopped. A daemon keeps the environment that it was
   * started with, so each JDK and SDK has daemons of its own.
   */
  #registry(jdk: string, sdk: string): string {
    let sum = 0;
    for (const character of `${jdk}\n${sdk}`) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 0xffff_ffff;
    return this.#ports.paths.join(this.#ports.userFolder, 'gradle-daemons', sum.toString(16));
  }
}

interface PlannedRun {
  readonly tools: GradleTools;
  readonly version: string | undefined;
  /** Absolute path of the folder in which the daemons are registered. */
  readonly registry: string;
  readonly daemon: BuildDaemon;
}

interface OpenedBuild {
  readonly project?: GradleProject;
  readonly tools?: GradleTools;
  readonly issues: readonly Issue[];
}

/** As Gradle names it, also where the project has none but the usual two. */
function variantOf({ variant, buildType }: BuildSpec): string {
  return variant ?? (buildType === 'debug' ? 'debug' : 'release');
}

/** `:app:assembleFreeRelease`, `:app:bundleFreeRelease` */
function taskOf(spec: BuildSpec, { modulePath }: GradleProject): string {
  const variant = variantOf(spec);
  const verb = spec.buildType === 'app-bundle' ? 'bundle' : 'assemble';
  return `${modulePath}:${verb}${variant.charAt(0).toUpperCase()}${variant.slice(1)}`;
}

/** It keeps the result of the configuration, in which our init script takes part. The option is refused by a Gradle that does not know it. */
function withoutConfigurationCache(version: string | undefined): readonly string[] {
  if (version !== undefined && compareToolVersions(version, '8.1') >= 0) return ['--no-configuration-cache'];
  if (version !== undefined && compareToolVersions(version, '6.6') < 0) return [];
  return ['-Dorg.gradle.unsafe.configuration-cache=false', '-Dorg.gradle.configuration-cache=false'];
}
