/**
 * What one build with Gradle gets from us, regardless of who starts Gradle: the init script and its request, daemons apart from the user's, and the reader
 * of the output. The engine `gradle` starts Gradle itself; Cordova, Flutter and Tauri start it from their own tools.
 */

import { utf8 } from '../../base/bytes.ts';
import { present } from '../../base/present.ts';
import { targetName } from '../../settings/buildTarget.ts';
import { productFolder } from '../../versions/productFolder.ts';
import { type CommandStep, type OutputReader, type WorkStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { BuildDaemon } from './gradleDaemons.ts';
import { type GradleEnginePorts } from './gradleEnginePorts.ts';
import { GradleReader } from './gradleReader.ts';
import { mayHoldSecret, quotedForWrapper } from './gradleOptions.ts';
import { type GradleTools } from './gradleTools.ts';

/** An idle daemon of ours ends after this time. */
const daemonIdleMs = 15 * 60 * 1000;

export interface GradleRunInput {
  readonly spec: BuildSpec;
  /** Further variants of the same app, in the same run. */
  readonly others?: readonly BuildSpec[];
  readonly tools: Pick<GradleTools, 'jdk' | 'sdk'>;
  /** As Gradle names the module that makes the app, empty for the root. Absent where it is not known before the build. */
  readonly modulePath?: string;
}

export class GradleRun {
  readonly #ports: GradleEnginePorts;
  readonly #input: GradleRunInput;
  readonly #registry: string;
  readonly #daemon: BuildDaemon;

  constructor(ports: GradleEnginePorts, input: GradleRunInput) {
    const { jdk, sdk } = input.tools;
    this.#ports = ports;
    this.#input = input;
    this.#registry = ports.paths.join(ports.userFolder, 'gradle-daemons', registryName(jdk?.home ?? '', sdk?.path ?? ''));
    this.#daemon = new BuildDaemon(ports, this.#registry);
  }

  get format(): 'aab' | 'apk' {
    return formatOf(this.#input.spec);
  }

  get #specs(): readonly BuildSpec[] {
    return [this.#input.spec, ...(this.#input.others ?? [])];
  }

  /** Writes what the init script needs. The last step before Gradle starts, since it notes which daemons are there. */
  prepare(): WorkStep {
    const { files, productFiles } = this.#ports;
    const { spec, modulePath } = this.#input;
    const { appFolder: within } = spec;
    const { script, request } = this.#ownFiles();
    return {
      id: 'prepare',
      kind: 'work',
      name: `Set ${this.#specs.map(identityText).join(', ')} for this build`,
      weight: 1,
      run: async () => {
        const module = modulePath === '' ? ':' : modulePath;
        const wishes = {
          ...present('module', module),
          variants: Object.fromEntries(
            this.#specs.map((each) => [
              variantOf(each),
              { applicationId: each.appIdentifier, versionCode: each.versionCode, versionName: each.version },
            ]),
          ),
        };
        await files.writeFile(script, await productFiles.read('gradle/init.gradle'), { within });
        await files.writeFile(request, utf8(`${JSON.stringify(wishes, undefined, 2)}\n`), { within });
        return await this.#watchDaemons();
      },
    };
  }

  /** Before a tool that starts Gradle without our init script. */
  watch(): WorkStep {
    return {
      id: 'prepare',
      kind: 'work',
      name: 'Keep the daemons of this build apart',
      weight: 1,
      run: async () => await this.#watchDaemons(),
    };
  }

  /** A daemon writes the environment of each build into its log, which everybody can read. */
  async #watchDaemons(): Promise<readonly []> {
    await this.#ports.makePrivateFolder(this.#registry);
    await this.#daemon.note();
    return [];
  }

  get daemonArgs(): readonly string[] {
    return [`-Dorg.gradle.daemon.registry.base=${this.#registry}`, `-Dorg.gradle.daemon.idletimeout=${daemonIdleMs}`];
  }

  get scriptArgs(): readonly string[] {
    const { script, request } = this.#ownFiles();
    return ['-I', script, `-PmobileDistribution.request=${request}`];
  }

  get environment(): Readonly<Record<string, string>> {
    const { jdk, sdk } = this.#input.tools;
    return { ...(jdk && { JAVA_HOME: jdk.home }), ...(sdk && { ANDROID_HOME: sdk.path, ANDROID_SDK_ROOT: sdk.path }) };
  }

  /**
   * For tools that start the script of the wrapper, which reads this variable. A plan is shown and logged, so what may contain a password is left
   * to the environment as it is; the daemons of such a build are the user's. So are those where no quotes can carry the path of the registry.
   */
  get gradleOpts(): Readonly<Record<string, string>> {
    const before = this.#ports.toolchains.variable('GRADLE_OPTS') ?? '';
    if (mayHoldSecret(before)) return {};
    const own = this.daemonArgs.map((arg) => quotedForWrapper(arg, this.#ports.toolchains.system));
    if (own.includes(undefined)) return {};
    return { GRADLE_OPTS: [before, ...own].filter((part) => part !== '').join(' ') };
  }

  /** `folder` is what relative paths of the output start from. */
  reader(program: string, folder: string): OutputReader {
    return new GradleReader({
      program,
      resolve: (path) => this.#ports.paths.resolve(folder, path),
      root: this.#input.spec.appFolder,
      packages: this.#specs.map((spec) => ({ variant: variantOf(spec), format: formatOf(spec) })),
      onProcess: (pid) => this.#daemon.name(pid),
    });
  }

  readonly leftBehind: NonNullable<CommandStep['leftBehind']> = async (startedAt) => await this.#daemon.leftBehind(startedAt);

  /** Next to the log of the package, where they can be looked at later. */
  #ownFiles(): { readonly script: string; readonly request: string } {
    const { paths } = this.#ports;
    const { spec } = this.#input;
    const name = targetName({ platform: spec.platform, buildType: spec.buildType, variant: spec.variant ?? variantOf(spec) });
    const { logs } = productFolder(paths, spec.appFolder);
    return { script: paths.join(logs, 'gradle', `${name}.init.gradle`), request: paths.join(logs, 'gradle', `${name}.request.json`) };
  }
}

function identityText({ appIdentifier, version, versionCode }: BuildSpec): string {
  return `${appIdentifier} ${version} (${versionCode})`;
}

export function formatOf({ buildType }: Pick<BuildSpec, 'buildType'>): 'aab' | 'apk' {
  return buildType === 'app-bundle' ? 'aab' : 'apk';
}

/** As Gradle names it, also where the project has none but the usual two. */
export function variantOf({ variant, buildType }: Pick<BuildSpec, 'variant' | 'buildType'>): string {
  // What stands before the last colon is the module.
  return variant?.split(':').at(-1) ?? (buildType === 'debug' ? 'debug' : 'release');
}

/**
 * Daemons of our builds are kept apart from the user's: those are neither used nor stopped. A daemon keeps the environment that it was
 * started with, so each JDK and SDK has its own daemons.
 */
function registryName(jdk: string, sdk: string): string {
  let sum = 0;
  for (const character of `${jdk}\n${sdk}`) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 0xffff_ffff;
  return sum.toString(16);
}
