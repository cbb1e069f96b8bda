/**
 * A workflow for a CI service that checks an app, builds and signs its packages with secrets of the service, verifies them, keeps them, and
 * releases them where a server is named. The steps are the same everywhere; each service has its own way to write them (`ciProviders.ts`).
 */

import { Failure } from '../../base/failure.ts';
import { type AndroidBuildType, type IosBuildType, type Platform } from '../../settings/platform.ts';
import { type EngineId } from '../../settings/settingsModel.ts';
import { ciTools } from './ciTools.ts';

export interface CiApp {
  /** Relative to the repository, with forward slashes; empty for its root. */
  readonly folder: string;
  readonly name: string;
  readonly engine: EngineId;
  readonly targets: readonly CiTarget[];
  /** By its lock file; absent where there is no `package.json`. */
  readonly packageManager?: 'npm' | 'yarn' | 'pnpm';
  /** The version of Flutter that the project asks for. */
  readonly flutter?: string;
  /** Whether its settings have commands around the build. */
  readonly hasHooks?: boolean;
  /** Of this product, which the workflow installs. */
  readonly productVersion: string;
  /** Where releases go; without it packages are only kept. */
  readonly server?: { readonly url: string; readonly app: string; readonly group?: string };
}

export interface CiTarget {
  readonly platform: Platform;
  readonly buildType: AndroidBuildType | IosBuildType;
  /** As the settings or the user name it; not needed where there is only one. */
  readonly variant?: string;
}

/** One job of the workflow: a machine, what it installs, and what it runs. */
export interface CiJob {
  readonly id: string;
  readonly name: string;
  /** iOS projects are built on a Mac; everything else on Linux. */
  readonly system: 'linux' | 'macos';
  readonly needsJava: boolean;
  readonly packageManager: CiApp['packageManager'];
  readonly steps: readonly CiStep[];
  /** Names of all secrets of the workflow: some services give them to each step of each job. */
  readonly secrets: readonly string[];
  /** Kept with the run, relative to the repository. */
  readonly outputs: string;
  /** Folders worth keeping from one run to the next. */
  readonly caches: readonly CiCache[];
}

export interface CiCache {
  readonly name: string;
  /** Relative to the repository. */
  readonly path: string;
  /** By which its tool finds the folder. */
  readonly variable: string;
  /** Patterns of the files that say what is in it: a change of one makes a new cache. Not each of them must be there. */
  readonly keyFiles: readonly string[];
}

export interface CiStep {
  readonly name: string;
  readonly run: readonly string[];
  /** Names of secrets that the step gets as variables of the same names. */
  readonly secrets: readonly string[];
}

/** Secrets that somebody must add to the service, and what each is. */
export interface CiSecret {
  readonly name: string;
  readonly says: string;
}

const androidSecrets: readonly CiSecret[] = [
  { name: 'MDIST_KEYSTORE_BASE64', says: 'The keystore file in base64' },
  { name: 'MDIST_KEYSTORE_PASSWORD', says: 'Its password' },
];
const iosSecrets: readonly CiSecret[] = [
  { name: 'MDIST_CERTIFICATE_BASE64', says: 'The signing certificate (.p12) in base64' },
  { name: 'MDIST_CERTIFICATE_PASSWORD', says: 'Its password' },
  { name: 'MDIST_PROFILE_BASE64', says: 'The provisioning profile in base64' },
];
const serverSecret: CiSecret = { name: 'MDIST_TOKEN', says: 'A token of the release server that may upload to this app' };

export function ciSecrets({ targets, server }: CiApp): readonly CiSecret[] {
  const has = (platform: Platform): boolean => targets.some((target) => target.platform === platform && target.buildType !== 'debug');
  return [...(has('android') ? androidSecrets : []), ...(has('ios') ? iosSecrets : []), ...(server ? [serverSecret] : [])];
}

/** Engines that start Gradle. */
const withJava: ReadonlySet<EngineId> = new Set([
  'gradle',
  'flutter',
  'react-native',
  'expo',
  'capacitor',
  'cordova',
  'nativescript',
  'maui',
  'tauri',
]);
/** What is asked for before it runs. */
const withBuild: ReadonlySet<EngineId> = new Set(['web', 'expo', 'capacitor']);

export function ciJobs(app: CiApp): readonly CiJob[] {
  return app.targets.map((target) => jobOf(app, target));
}

function jobOf(app: CiApp, target: CiTarget): CiJob {
  const { platform, buildType, variant } = target;
  const id = jobId(app, target);
  const outputs = `mdist-out/${id}`;
  const needsJava = platform === 'android' && withJava.has(app.engine);
  return {
    id,
    name: plainName(`${app.name}: ${platform === 'ios' ? 'iOS' : 'Android'} ${buildType}${variant === undefined ? '' : ` ${variant}`}`),
    system: platform === 'ios' && app.engine !== 'web' ? 'macos' : 'linux',
    needsJava,
    packageManager: app.packageManager,
    steps: stepsOf(app, target, outputs),
    secrets: ciSecrets(app).map(({ name }) => name),
    outputs,
    caches: [
      ...(app.packageManager === undefined ? [] : [packageCaches[app.packageManager]]),
      ...(needsJava ? [gradleCache] : []),
      ...(platform === 'ios' && withPods.has(app.engine) ? [podCache] : []),
    ],
  };
}

/** Of signs that every service and every folder may have in a name; a number tells variants apart that look the same then. */
function jobId({ targets }: CiApp, target: CiTarget): string {
  const idOf = ({ platform, buildType, variant }: CiTarget): string =>
    [platform, buildType, ...(variant === undefined ? [] : [variant.replaceAll(/[^A-Za-z0-9]+/g, '-')])].join('-');
  const same = targets.filter((each) => idOf(each) === idOf(target));
  return same.length > 1 ? `${idOf(target)}-${same.indexOf(target) + 1}` : idOf(target);
}

/** Gradle itself is of the version in the properties of its wrapper, most libraries of those in the version catalog. */
const gradleCache: CiCache = {
  name: 'gradle',
  path: '.gradle-ci',
  variable: 'GRADLE_USER_HOME',
  keyFiles: ['**/*.gradle*', '**/gradle-wrapper.properties', '**/libs.versions.toml'],
};

/** Projects for iOS that may use CocoaPods. */
const withPods: ReadonlySet<EngineId> = new Set([
  'xcode',
  'flutter',
  'react-native',
  'expo',
  'capacitor',
  'cordova',
  'nativescript',
  'tauri',
]);

/** What CocoaPods has downloaded. */
const podCache: CiCache = { name: 'cocoapods', path: '.pods-ci', variable: 'CP_CACHE_DIR', keyFiles: ['**/Podfile.lock'] };

/** What package managers have downloaded, not what they installed: scripts of packages run each time. */
const packageCaches: Readonly<Record<NonNullable<CiApp['packageManager']>, CiCache>> = {
  npm: { name: 'npm', path: '.npm-ci', variable: 'npm_config_cache', keyFiles: ['**/package-lock.json'] },
  yarn: { name: 'yarn', path: '.yarn-ci', variable: 'YARN_CACHE_FOLDER', keyFiles: ['**/yarn.lock'] },
  pnpm: { name: 'pnpm', path: '.pnpm-ci', variable: 'npm_config_store_dir', keyFiles: ['**/pnpm-lock.yaml'] },
};

const installs = { npm: 'npm ci', yarn: 'yarn install --frozen-lockfile', pnpm: 'pnpm install --frozen-lockfile' } as const;

function stepsOf(app: CiApp, { platform, buildType, variant }: CiTarget, outputs: string): readonly CiStep[] {
  // Always this version, whatever the machine has.
  const mdist = `npx --yes --package mobile-distribution@${app.productVersion} mdist`;
  const appOption = app.folder === '' ? '' : ` --app ${word(app.folder)}`;
  const target = `--platform ${platform} --build-type ${buildType}${variant === undefined ? '' : ` --variant ${word(variant)}`}`;
  const needsBuild = withBuild.has(app.engine) && (app.packageManager !== undefined || app.engine === 'expo');
  const runBuild = needsBuild || app.hasHooks === true ? ' --run-build' : '';
  const signing = signingOf(platform, buildType);
  const tools = ciTools(app, platform);
  const inApp = app.folder === '' ? [] : [`cd ${word(app.folder)}`];
  return [
    ...(tools.install.length === 0 ? [] : [{ name: 'Install the tools', run: ['set -eu', ...tools.install], secrets: [] }]),
    ...(app.packageManager === undefined
      ? []
      : [{ name: 'Install the packages of the project', run: [...inApp, installs[app.packageManager]], secrets: [] }]),
    {
      name: 'Build, sign and verify',
      run: [
        'set -eu',
        'umask 077',
        'assets="$(mktemp -d)"',
        `trap 'rm -rf "$assets"' EXIT`,
        ...tools.use,
        ...signing.files.map(({ secret, file }) => `printf '%s' "$${secret}" | base64 --decode > "$assets/${file}"`),
        ...signing.files.map(({ secret }) => `unset ${secret}`),
        `${mdist} package create${appOption} ${target}${runBuild} ${signing.options}--version-code "$MDIST_BUILD_NUMBER" --output ${outputs} --progress none`,
        `for package in ${outputs}/*.*; do ${mdist} package verify "$package"; done`,
      ],
      secrets: signing.secrets,
    },
    ...releaseStep(app, mdist, outputs),
  ];
}

interface CiSigning {
  readonly files: readonly { readonly secret: string; readonly file: string }[];
  readonly options: string;
  readonly secrets: readonly string[];
}

/** Passwords stay in variables; files of a run are removed with it. */
function signingOf(platform: Platform, buildType: CiTarget['buildType']): CiSigning {
  if (buildType === 'debug') return { files: [], options: '', secrets: [] };
  if (platform === 'android')
    return {
      files: [{ secret: 'MDIST_KEYSTORE_BASE64', file: 'upload.keystore' }],
      options: '--keystore "$assets/upload.keystore" --keystore-password env:MDIST_KEYSTORE_PASSWORD ',
      secrets: androidSecrets.map(({ name }) => name),
    };
  return {
    files: [
      { secret: 'MDIST_CERTIFICATE_BASE64', file: 'certificate.p12' },
      { secret: 'MDIST_PROFILE_BASE64', file: 'app.mobileprovision' },
    ],
    options:
      '--certificate "$assets/certificate.p12" --certificate-password env:MDIST_CERTIFICATE_PASSWORD --profile "$assets/app.mobileprovision" ',
    secrets: iosSecrets.map(({ name }) => name),
  };
}

function releaseStep({ server }: CiApp, mdist: string, outputs: string): readonly CiStep[] {
  if (!server) return [];
  const group = server.group === undefined ? '' : ` --group ${word(server.group)}`;
  const release = `${mdist} release create --server ${word(server.url)} --token env:MDIST_TOKEN --server-app ${word(server.app)}${group}`;
  return [
    {
      name: 'Release',
      run: ['set -eu', `for package in ${outputs}/*.*; do ${release} --file "$package"; done`],
      secrets: [serverSecret.name],
    },
  ];
}

/**
 * A name that people read: services fill in `${{ … }}` and `$( … )` there too, some control characters end a line of YAML, and others show its
 * text in another order.
 */
export function plainName(text: string): string {
  return text.replace(/[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu, ' ').replace(/\$(?=[{([])/g, '$ ');
}

/**
 * One word for a POSIX shell. Services fill in `${{ … }}` and `$( … )` before a shell sees the script, so a quotation ends after each `$`. A
 * control character would end a line of the workflow.
 */
function word(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (/[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u.test(text)) throw Failure.of('ci-name-unusable', { name: text });
  return `'${text.replaceAll("'", `'\\''`).replace(/\$(?=[{([])/g, () => `$''`)}'`;
}
