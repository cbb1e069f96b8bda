/** The closed lists of App Center's API that this server keeps: systems, frameworks, kinds of packages. */

export const appSystems = ['Android', 'iOS', 'macOS', 'Tizen', 'tvOS', 'Windows', 'Linux', 'Custom'] as const;
type AppSystem = (typeof appSystems)[number];

export const appPlatforms = [
  'Java',
  'Objective-C-Swift',
  'UWP',
  'Cordova',
  'React-Native',
  'Unity',
  'Electron',
  'Xamarin',
  'WPF',
  'WinForms',
  'Unknown',
  'Custom',
] as const;

interface PackageKind {
  /** Longest first where one ends like another. */
  readonly extension: string;
  readonly systems: readonly AppSystem[];
  /** What the request must say where the file does not: App Center asks for the same. */
  readonly asksFor: 'nothing' | 'version' | 'version and build number';
  /** The server reads it from any file of this kind, so no one needs to be asked. */
  readonly isRead?: true;
  /** Versions of the request count before those of the file: App Center did not read these, and clients say what they mean. */
  readonly requestCounts?: true;
}

/** In the order in which the end of a file name is compared. */
const packageKinds: readonly PackageKind[] = [
  { extension: 'app.zip', systems: ['macOS'], asksFor: 'version and build number', isRead: true },
  { extension: 'apk', systems: ['Android'], asksFor: 'nothing' },
  { extension: 'aab', systems: ['Android'], asksFor: 'nothing' },
  { extension: 'ipa', systems: ['iOS', 'tvOS'], asksFor: 'nothing' },
  { extension: 'pkg', systems: ['macOS'], asksFor: 'version and build number', requestCounts: true },
  { extension: 'dmg', systems: ['macOS'], asksFor: 'version and build number', requestCounts: true },
  { extension: 'appxbundle', systems: ['Windows'], asksFor: 'version', isRead: true },
  { extension: 'appxupload', systems: ['Windows'], asksFor: 'version' },
  { extension: 'appx', systems: ['Windows'], asksFor: 'version', isRead: true },
  { extension: 'msixbundle', systems: ['Windows'], asksFor: 'version', isRead: true },
  { extension: 'msixupload', systems: ['Windows'], asksFor: 'version' },
  { extension: 'msix', systems: ['Windows'], asksFor: 'version', isRead: true },
  { extension: 'msi', systems: ['Windows'], asksFor: 'version', isRead: true, requestCounts: true },
  { extension: 'appimage', systems: ['Linux'], asksFor: 'version' },
  { extension: 'deb', systems: ['Linux'], asksFor: 'version', isRead: true },
  { extension: 'rpm', systems: ['Linux'], asksFor: 'version', isRead: true },
  { extension: 'flatpak', systems: ['Linux'], asksFor: 'version' },
  { extension: 'zip', systems: ['Windows', 'macOS', 'Linux', 'Custom', 'Tizen'], asksFor: 'version' },
];

/** By the end of the name; `undefined` for what is not a package. */
export function packageKindOf(fileName: string): PackageKind | undefined {
  const lowered = fileName.toLowerCase();
  return packageKinds.find(({ extension }) => lowered.endsWith(`.${extension}`));
}

/** The system of an app that is made for its first package. */
export function systemOfPackage(fileName: string): string {
  return packageKindOf(fileName)?.systems[0] ?? 'Custom';
}

/** An app of the system Custom takes packages of any kind. */
export function takesPackage(os: string, { systems }: PackageKind): boolean {
  return os === 'Custom' || systems.some((system) => system === os);
}
