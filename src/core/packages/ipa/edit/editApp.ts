/**
 * Gives an app another identifier, version, name or icon before it is signed again: Info.plist of the app and of the programs in it. Identifiers
 * below the app's follow, and so do the keys that name them; what cannot follow is reported. Each list keeps its form.
 */

import { utf8, type Bytes } from '../../../base/bytes.ts';
import { createIssue, type Issue } from '../../../base/issue.ts';
import { encodeBinaryPlist } from '../../../formats/plist/binaryPlist.ts';
import { type PlistDictionary, type PlistValue } from '../../../formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../../formats/plist/xmlPlist.ts';
import { type RgbaImage } from '../../../formats/image/rgbaImage.ts';
import { readDocument, type AppFiles } from '../../../signing/apple/bundle/appFiles.ts';
import { bundlesInsideOut, pathInside, type AppBundle } from '../../../signing/apple/bundle/bundleTree.ts';
import { replaceIcon } from './replaceIcon.ts';
import { renameInStrings } from './renameInStrings.ts';

export interface AppEdits {
  /** Of the app; those of its extensions follow. */
  readonly appIdentifier?: string | undefined;
  /** `CFBundleShortVersionString` */
  readonly version?: string | undefined;
  /** `CFBundleVersion` */
  readonly versionCode?: string | undefined;
  /** Under the icon. */
  readonly name?: string | undefined;
  readonly icon?: RgbaImage | undefined;
}

export interface EditedApp {
  /** New content by path. */
  readonly files: ReadonlyMap<string, Bytes>;
  /** What an identifier, or a group called after one, is called now; `undefined` when it stays. */
  readonly renamed: (text: string) => string | undefined;
  readonly issues: readonly Issue[];
}

export async function editApp(files: AppFiles, app: AppBundle, edits: AppEdits): Promise<EditedApp> {
  const edited = new Map<string, Bytes>();
  const issues: Issue[] = [];
  const icon = edits.icon && (await replaceIcon(files, app, edits.icon));
  for (const [path, bytes] of icon?.files ?? []) edited.set(path, bytes);
  issues.push(...(icon?.issues ?? []));
  const renamed = renamer(app.identifier, edits.appIdentifier);
  for (const bundle of bundlesInsideOut(app)) {
    if (!bundle.isProgram) continue;
    if (isKept(bundle, app, edits)) issues.push(keptIssue(bundle, app));
    const info = editInfo(bundle, bundle === app ? (icon?.info ?? app.info) : undefined, edits, renamed);
    if (info !== bundle.info) edited.set(`${bundle.path}/Info.plist`, encodeInfo(info, bundle.infoForm));
  }
  if (edits.name !== undefined) {
    for (const path of app.ownPaths) {
      if (!/^[^/]+\.lproj\/InfoPlist\.(?:strings|loctable)$/.test(pathInside(app, path))) continue;
      const bytes = await readDocument(files, path);
      const result = bytes ? renameInStrings(bytes, edits.name) : { reason: 'it cannot be read' };
      if ('reason' in result) issues.push(createIssue('ipa-name-elsewhere', { path, reason: result.reason }, { entry: path }));
      else if (result.bytes) edited.set(path, result.bytes);
    }
  }
  return { files: edited, renamed, issues };
}

/** Groups and containers that are called after an app, as Apple's portal proposes. */
const groupPrefixes = ['', 'group.', 'iCloud.', 'merchant.', 'pass.'];

function renamer(old: string | undefined, wanted: string | undefined): EditedApp['renamed'] {
  if (old === undefined || wanted === undefined || old === wanted) return () => undefined;
  return (text) => {
    const prefix = groupPrefixes.find((each) => text === each + old || text.startsWith(`${each}${old}.`));
    return prefix === undefined ? undefined : `${prefix}${wanted}${text.slice(prefix.length + old.length)}`;
  };
}

function isKept(bundle: AppBundle, app: AppBundle, { appIdentifier }: AppEdits): boolean {
  if (appIdentifier === undefined || appIdentifier === app.identifier || bundle === app) return false;
  return bundle.identifier === undefined || app.identifier === undefined || !bundle.identifier.startsWith(`${app.identifier}.`);
}

function keptIssue({ path, identifier = '' }: AppBundle, app: AppBundle): Issue {
  return createIssue('ipa-nested-identifier-kept', { identifier, bundle: path, old: app.identifier ?? '' }, { entry: path });
}

/** Keys whose value is the identifier of another program of the app. */
const identifierKeys: ReadonlySet<string> = new Set([
  'CFBundleIdentifier',
  'WKCompanionAppBundleIdentifier',
  'WKAppBundleIdentifier',
  'CFBundleURLName',
]);

/** The same dictionary when nothing changes. `appInfo`: of the app itself, as it is changed so far. */
function editInfo(
  bundle: AppBundle,
  appInfo: PlistDictionary | undefined,
  edits: AppEdits,
  renamed: EditedApp['renamed'],
): PlistDictionary {
  const entries = new Map(renameIdentifiers(appInfo ?? bundle.info, renamed).entries);
  const set = (key: string, value: string | undefined): void => {
    if (value !== undefined) entries.set(key, { type: 'string', value });
  };
  if (appInfo) {
    set('CFBundleIdentifier', edits.appIdentifier);
    set('CFBundleDisplayName', edits.name);
  }
  set('CFBundleShortVersionString', edits.version);
  set('CFBundleVersion', edits.versionCode);
  const isSame =
    entries.size === bundle.info.entries.size &&
    [...entries].every(([key, value]) => bundle.info.entries.get(key) === value || isSameText(bundle.info.entries.get(key), value));
  return isSame ? bundle.info : { type: 'dictionary', entries };
}

function isSameText(a: PlistValue | undefined, b: PlistValue): boolean {
  return a?.type === 'string' && b.type === 'string' && a.value === b.value;
}

function renameIdentifiers(info: PlistDictionary, renamed: EditedApp['renamed']): PlistDictionary {
  const entries = new Map<string, PlistValue>();
  let isChanged = false;
  for (const [key, value] of info.entries) {
    const changed = renameValue(key, value, renamed);
    isChanged ||= changed !== value;
    entries.set(key, changed);
  }
  return isChanged ? { type: 'dictionary', entries } : info;
}

function renameValue(key: string, value: PlistValue, renamed: EditedApp['renamed']): PlistValue {
  if (value.type === 'dictionary') return renameIdentifiers(value, renamed);
  if (value.type === 'array') {
    const items = value.items.map((item) => renameValue(key, item, renamed));
    return items.some((item, index) => item !== value.items[index]) ? { type: 'array', items } : value;
  }
  if (value.type !== 'string' || !identifierKeys.has(key)) return value;
  const text = renamed(value.value);
  return text === undefined ? value : { type: 'string', value: text };
}

function encodeInfo(info: PlistDictionary, form: AppBundle['infoForm']): Bytes {
  return form === 'binary' ? encodeBinaryPlist(info) : utf8(encodeXmlPlist(info));
}
