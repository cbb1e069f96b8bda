/**
 * Files of a native project without what a reused package is given again: version and version code. A raised version would otherwise count as
 * a changed native side. Only the values themselves are taken out, where the usual tools write them.
 */

const stated = /\b(versionCode|versionName)([ \t]{0,20}=?[ \t]{0,20})(?:\d{1,10}|"[^"\n$]{0,100}"|'[^'\n$]{0,100}')/g;
const inManifest = /\b(android:version(?:Code|Name))="[^"]{0,200}"/g;
const inXcode = /\b(MARKETING_VERSION|CURRENT_PROJECT_VERSION) = [\w."-]{0,100};/g;
const inInfo = /(<key>CFBundle(?:ShortVersionString|Version)<\/key>\s{0,100})<string>[^<]{0,200}<\/string>/g;
const widget = /<widget\b[^<>]{0,20000}>/;
const onWidget = /(\s(?:version|android-versionCode|ios-CFBundleVersion)=)(?:"[^"]{0,200}"|'[^']{0,200}')/g;

/** `name` without its folders. The text itself where nothing is known of such a file. */
export function withoutVersions(name: string, text: string): string {
  if (/\.gradle(?:\.kts)?$/.test(name)) return text.replaceAll(stated, '$1$2');
  if (name === 'AndroidManifest.xml') return text.replaceAll(inManifest, '$1');
  if (name === 'project.pbxproj') return text.replaceAll(inXcode, '$1');
  if (name.endsWith('Info.plist')) return text.replaceAll(inInfo, '$1');
  if (name === 'config.xml') return text.replace(widget, (tag) => tag.replaceAll(onWidget, '$1'));
  if (name === 'app.json' || name === 'app.config.json') return withoutExpoVersions(text);
  return text;
}

/** Whether such a file is read as text for `withoutVersions`. */
export function hasVersions(name: string): boolean {
  return /\.gradle(?:\.kts)?$|^AndroidManifest\.xml$|^project\.pbxproj$|Info\.plist$|^config\.xml$|^app(?:\.config)?\.json$/.test(name);
}

/** Where the runtime version follows the version of the app, it stays: the native side states it then. */
function withoutExpoVersions(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  if (!isObject(value)) return text;
  const config = isObject(value['expo']) ? value['expo'] : value;
  if (isObject(config['runtimeVersion'])) return text;
  delete config['version'];
  if (isObject(config['android'])) delete config['android']['versionCode'];
  if (isObject(config['ios'])) delete config['ios']['buildNumber'];
  return JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What `package.json` says of native code; scripts, names and versions of the project itself say nothing of it. */
const nativeKeys = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
  'resolutions',
  'pnpm',
  'cordova',
  'capacitor',
  'expo',
  'nativescript',
  'react-native',
];

/** Parts by their key, each as JSON. */
export function nativePartsOfPackageJson(text: string): ReadonlyMap<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Map([['package.json', text]]);
  }
  if (!isObject(value)) return new Map();
  const found = value;
  return new Map(nativeKeys.flatMap((key) => (found[key] === undefined ? [] : [[`package.json ${key}`, JSON.stringify(found[key])]])));
}
