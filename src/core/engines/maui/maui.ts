/**
 * .NET MAUI: `dotnet publish` for Android, `dotnet build` for iOS, which makes the app alone. Identifier, version and version code are properties of MSBuild. The
 * package comes out signed with the debug key and is signed again by us; no keystore and no password is handed over.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { MsbuildProject } from '../../formats/msbuild/msbuildProject.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { type Framework, type FrameworkProject, type OpenedFramework } from '../framework/framework.ts';
import { type Dotnet } from '../toolchains/dotnet.ts';
import { removeOutputs } from '../framework/cleanStep.ts';
import { toolStep } from '../framework/toolStep.ts';
import { gradleToolVersions } from '../gradle/gradleBuild.ts';
import { pairProperties, wantsPairToMac } from './pairToMac.ts';
import { findAndroidTools } from '../gradle/gradleTools.ts';

const timeLimitMs = 2 * 60 * 60 * 1000;

export const maui: Framework = {
  id: 'maui',
  platforms: ['android', 'ios'],
  tools: ['.NET SDK', 'JDK', 'Android SDK'],
  fixedIdentifierOn: [],
  variantsOn: [],
  version: async ({ ports }) => (await ports.toolchains.dotnet())?.sdks[0],
  open: async (project) => await (project.platform === 'ios' ? openIos(project) : openAndroid(project)),
};

/** The app without signing, on a Mac; it is packaged and signed by us. */
async function openIos(project: FrameworkProject): Promise<OpenedFramework> {
  const { toolchains } = project.ports;
  const [dotnet, target, [xcode]] = await Promise.all([toolchains.dotnet(), findTarget(project), toolchains.xcodes()]);
  const issues = [...dotnetIssues(dotnet, ['maui', 'maui-ios', 'maui-mobile', 'ios'], 'maui-ios'), ...targetIssues(target, project)];
  const { settings } = project.app;
  const isPaired = wantsPairToMac({ platform: 'ios', ...(settings && { settings }) }, toolchains.system);
  if (isPaired) {
    const verb = 'publish';
    const way = { verb, name: 'Build with .NET and a paired Mac', outputs: [verb] } as const;
    const more = { ArchiveOnBuild: 'true', ...unsigned, ...pairProperties(settings?.ios?.buildHost ?? '') };
    return { issues, plan: planForIos(project, { dotnet, target }, { ...way, properties: more, environment: quiet, tools: {} }) };
  }
  if (toolchains.system !== 'macos') issues.push(createIssue('toolchain-mac-needed', {}));
  else if (!xcode) issues.push(createIssue('toolchain-xcode-missing', {}));
  const way = { verb: 'build', name: 'Build with .NET', outputs: [] } as const;
  const environment = { ...quiet, ...(xcode && { DEVELOPER_DIR: xcode.developerFolder }) };
  const tools = xcode?.version === undefined ? {} : { Xcode: xcode.version };
  return { issues, plan: planForIos(project, { dotnet, target }, { ...way, properties: unsigned, environment, tools }) };
}

interface OpenedDotnet {
  readonly dotnet: Dotnet | undefined;
  readonly target: MauiTarget | undefined;
}

/** On a Mac the .app comes out; with a paired one MSBuild runs here, works there, and copies back the .ipa, which the .app is not. */
interface IosWay {
  readonly verb: 'build' | 'publish';
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** Besides .NET. */
  readonly tools: Readonly<Record<string, string>>;
  /** Folders below those of configuration, framework and processor. */
  readonly outputs: readonly string[];
}

/** We sign. */
const unsigned = { EnableCodeSigning: 'false', _RequireCodeSigning: 'false' } as const;

function planForIos(project: FrameworkProject, { dotnet, target }: OpenedDotnet, way: IosWay): OpenedFramework['plan'] {
  const { ports, folder } = project;
  const { paths } = ports;
  return async (spec) => {
    const { project: file = '', framework = '' } = target ?? {};
    const { appIdentifier, version, versionCode } = spec;
    const build = toolStep(project, spec, {
      id: 'dotnet',
      name: `${way.name} (dotnet ${way.verb} -f ${framework} -c Release)`,
      weight: 20,
      command: dotnet?.program ?? 'dotnet',
      args: [
        way.verb,
        paths.join(folder.path, file),
        '-f',
        framework,
        '-c',
        'Release',
        '-r',
        'ios-arm64',
        '--nologo',
        ...properties(spec, way.properties),
      ],
      environment: way.environment,
      timeLimitMs,
    });
    const outputs = paths.join(spec.appFolder, 'bin', 'Release', framework, 'ios-arm64', ...way.outputs);
    return {
      tools: { ...dotnetVersion(dotnet), ...way.tools },
      steps: [...removeOutputs(ports, spec, [['bin'], ['obj']]), build],
      artifact: { kind: 'found', format: 'ipa', folders: [{ path: outputs, depth: 0 }] },
      edits: { appIdentifier, version, versionCode: String(versionCode) },
    };
  };
}

const quiet = { DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', DOTNET_CLI_UI_LANGUAGE: 'en' } as const;

function dotnetIssues(dotnet: Dotnet | undefined, workloads: readonly string[], workload: string): Issue[] {
  if (!dotnet) return [createIssue('toolchain-dotnet-missing', {})];
  return workloads.some((name) => dotnet.workloads.has(name)) ? [] : [createIssue('toolchain-dotnet-workload-missing', { workload })];
}

function targetIssues(target: MauiTarget | undefined, { platform, folder }: FrameworkProject): readonly Issue[] {
  return target ? [] : [createIssue('maui-target-missing', { platform }, { file: folder.path })];
}

function dotnetVersion(dotnet: Dotnet | undefined): Readonly<Record<string, string>> {
  const [newest] = dotnet?.sdks ?? [];
  return newest === undefined ? {} : { '.NET SDK': newest };
}

async function openAndroid(project: FrameworkProject): Promise<OpenedFramework> {
  const { ports } = project;
  const { paths, toolchains } = ports;
  const [dotnet, android, target] = await Promise.all([toolchains.dotnet(), findAndroidTools(ports), findTarget(project)]);
  const missing = dotnetIssues(dotnet, ['maui', 'maui-android', 'maui-mobile', 'android'], 'maui-android');
  return {
    issues: [...android.issues, ...missing, ...targetIssues(target, project)],
    plan: async (spec) => {
      const { project: file = '', framework = '' } = target ?? {};
      const configuration = spec.buildType === 'debug' ? 'Debug' : 'Release';
      const format = spec.buildType === 'app-bundle' ? 'aab' : 'apk';
      const { jdk, sdk } = android;
      const build = toolStep(project, spec, {
        id: 'dotnet',
        name: `Build with .NET (dotnet publish -f ${framework} -c ${configuration})`,
        weight: 20,
        command: dotnet?.program ?? 'dotnet',
        args: [
          'publish',
          paths.join(spec.appFolder, file),
          '-f',
          framework,
          '-c',
          configuration,
          '--nologo',
          ...properties(spec, {
            AndroidPackageFormat: format,
            AndroidPackageFormats: format,
            AndroidKeyStore: 'false',
            // Debug builds leave the code of .NET out of the package and copy it to one device.
            EmbedAssembliesIntoApk: 'true',
            ...(jdk && { JavaSdkDirectory: jdk.home }),
            ...(sdk && { AndroidSdkDirectory: sdk.path }),
          }),
        ],
        environment: quiet,
        timeLimitMs,
      });
      const outputs = paths.join(spec.appFolder, 'bin', configuration, framework);
      return {
        tools: { ...dotnetVersion(dotnet), ...gradleToolVersions(android) },
        steps: [...removeOutputs(ports, spec, [['bin'], ['obj']]), build],
        // The unsigned form lies next to the one that is signed with the debug key, and both again below `publish`.
        artifact: {
          kind: 'found',
          format,
          folders: [{ path: paths.join(outputs, 'publish'), depth: 0 }],
          prefers: [`-Signed.${format}`],
        },
      };
    },
  };
}

function properties({ appIdentifier, version, versionCode }: BuildSpec, more: Readonly<Record<string, string>>): readonly string[] {
  const all = { ApplicationId: appIdentifier, ApplicationDisplayVersion: version, ApplicationVersion: String(versionCode), ...more };
  return Object.entries(all).map(([name, value]) => `-p:${name}=${escaped(value)}`);
}

/** MSBuild splits at semicolons and commas, and reads `%` and `$` as the beginning of something else. */
function escaped(value: string): string {
  return value.replaceAll(/[%$@;,()'*?]/g, (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
}

interface MauiTarget {
  /** The name of the project's file. */
  readonly project: string;
  /** `net10.0-android` */
  readonly framework: string;
}

/** The project that uses MAUI, as the detector finds it, and its target framework for the platform. */
async function findTarget({ folder, platform }: FrameworkProject): Promise<MauiTarget | undefined> {
  const files = (await folder.entries()).filter(({ name, kind }) => kind === 'file' && name.endsWith('.csproj'));
  for (const { name } of files.slice(0, 16)) {
    const text = await folder.text(name);
    const project = text === undefined ? undefined : MsbuildProject.parse(text);
    if (project?.written('UseMaui', platform)?.value.trim().toLowerCase() !== 'true') continue;
    const named = project
      .all()
      .filter((property) => property.name === 'TargetFrameworks' || property.name === 'TargetFramework')
      .flatMap(({ value }) => value.split(';'));
    const framework = named
      .map((value) => value.trim())
      .find((value) => new RegExp(`^net\\d{1,2}\\.\\d-${platform}[\\d.]{0,10}$`).test(value));
    if (framework !== undefined) return { project: name, framework };
  }
  return undefined;
}
