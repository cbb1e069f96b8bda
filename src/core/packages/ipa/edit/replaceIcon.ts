/**
 * Gives an app another icon: every icon file next to its executable, in the size it has now. An asset catalog (`Assets.car`) has no public
 * format, so it stays as it is; Info.plist then no longer names the icon in it, and iOS goes by the files.
 */

import { type Bytes } from '../../../base/bytes.ts';
import { createIssue, type Issue } from '../../../base/issue.ts';
import { drawOver } from '../../../formats/image/composeImage.ts';
import { encodePng } from '../../../formats/image/encodePng.ts';
import { imageSize, isTooLarge } from '../../../formats/image/imageSize.ts';
import { createImage, type RgbaImage } from '../../../formats/image/rgbaImage.ts';
import { scaleImage } from '../../../formats/image/scaleImage.ts';
import {
  createPlist,
  plistEntry,
  plistString,
  plistStrings,
  type PlistDictionary,
  type PlistValue,
} from '../../../formats/plist/plistValue.ts';
import { type AppFiles } from '../../../signing/apple/bundle/appFiles.ts';
import { pathInside, type AppBundle } from '../../../signing/apple/bundle/bundleTree.ts';

export interface ReplacedIcon {
  /** New content by path. */
  readonly files: ReadonlyMap<string, Bytes>;
  /** Info.plist; the same dictionary when nothing changes in it. */
  readonly info: PlistDictionary;
  readonly issues: readonly Issue[];
}

/** The home screens of iPhone and iPad (Human Interface Guidelines, "App icons"), for an app that has no icon files. */
const homeScreenIcons = [
  { name: 'AppIcon60x60@2x.png', side: 120 },
  { name: 'AppIcon60x60@3x.png', side: 180 },
  { name: 'AppIcon76x76@2x~ipad.png', side: 152 },
  { name: 'AppIcon83.5x83.5@2x~ipad.png', side: 167 },
] as const;

/** The largest that a home screen shows. */
const wantedSide = 180;
const white = 0xffff_ffff;

export async function replaceIcon(files: AppFiles, app: AppBundle, picture: RgbaImage): Promise<ReplacedIcon> {
  const { width, height } = picture;
  if (width !== height) return { files: new Map(), info: app.info, issues: [createIssue('ipa-icon-not-square', { width, height })] };
  const issues = width < wantedSide ? [createIssue('ipa-icon-small', { side: width, wanted: wantedSide })] : [];
  const found = await findIconFiles(files, app);
  const isNew = found.length === 0;
  const sizes = isNew ? homeScreenIcons.map(({ name, side }) => ({ path: `${app.path}/${name}`, width: side, height: side })) : found;
  const drawn = new Map<string, Bytes>();
  for (const size of sizes) drawn.set(size.path, await encodePng(opaque(scaleImage(picture, size.width, size.height))));
  const withoutCatalog = withoutCatalogIcon(app.info);
  if (withoutCatalog !== app.info)
    issues.push(createIssue('ipa-icon-in-catalog', { name: catalogName(app.info) ?? '' }, { entry: app.path }));
  return { files: drawn, info: isNew ? withIconFiles(withoutCatalog) : withoutCatalog, issues };
}

/** App icons have no transparency: iOS would show black. */
function opaque(image: RgbaImage): RgbaImage {
  return drawOver(createImage(image.width, image.height, white), image, 0, 0);
}

const iconKeys = ['CFBundleIcons', 'CFBundleIcons~ipad'] as const;

interface SizedFile {
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

/** More than any app has. */
const mostIconFiles = 100;
const headerBytes = 64;

async function findIconFiles(files: AppFiles, app: AppBundle): Promise<readonly SizedFile[]> {
  const names = new Set(iconFileNames(app.info).map((name) => name.replace(/\.png$/i, '')));
  const found: SizedFile[] = [];
  for (const path of app.ownPaths) {
    const [, plain, scale = '1'] = /^([^/]+?)(?:@([23])x)?(?:~ipad|~iphone)?\.png$/i.exec(pathInside(app, path)) ?? [];
    const entry = files.get(path);
    if (plain === undefined || entry?.kind !== 'file' || !names.has(plain) || found.length === mostIconFiles) continue;
    const [header] = await entry.content.readRanges([{ offset: 0, length: Math.min(headerBytes, entry.content.size) }]);
    const size = (header && imageSize(header)) ?? sizeOfName(plain, Number(scale));
    if (size && !isTooLarge(size)) found.push({ path, width: size.width, height: size.height });
  }
  return found;
}

/** `AppIcon60x60`, as Xcode calls them by points. */
function sizeOfName(name: string, scale: number): Omit<SizedFile, 'path'> | undefined {
  const [, points] = /(\d{1,4}(?:\.\d)?)x\1$/.exec(name) ?? [];
  const side = Math.round(Number(points ?? 0) * scale);
  return side > 0 ? { width: side, height: side } : undefined;
}

function primaryIcon(info: PlistDictionary, key: string): PlistValue | undefined {
  return plistEntry(plistEntry(info, key), 'CFBundlePrimaryIcon');
}

function iconFileNames(info: PlistDictionary): readonly string[] {
  const lists = iconKeys.flatMap((key) => plistStrings(plistEntry(primaryIcon(info, key), 'CFBundleIconFiles')));
  const single = plistString(plistEntry(info, 'CFBundleIconFile'));
  return [...lists, ...plistStrings(plistEntry(info, 'CFBundleIconFiles')), ...(single === undefined ? [] : [single])];
}

function catalogName(info: PlistDictionary): string | undefined {
  return [...iconKeys.map((key) => primaryIcon(info, key)), info]
    .map((each) => plistString(plistEntry(each, 'CFBundleIconName')))
    .find((name) => name !== undefined);
}

function withoutCatalogIcon(info: PlistDictionary): PlistDictionary {
  if (catalogName(info) === undefined) return info;
  const entries = new Map(info.entries);
  entries.delete('CFBundleIconName');
  for (const key of iconKeys) {
    const [icons, primary] = [info.entries.get(key), primaryIcon(info, key)];
    if (icons?.type !== 'dictionary' || primary?.type !== 'dictionary') continue;
    const kept = new Map(primary.entries);
    kept.delete('CFBundleIconName');
    entries.set(key, { ...icons, entries: new Map(icons.entries).set('CFBundlePrimaryIcon', { ...primary, entries: kept }) });
  }
  return { ...info, entries };
}

function withIconFiles(info: PlistDictionary): PlistDictionary {
  const entries = new Map(info.entries);
  const names = { CFBundleIcons: ['AppIcon60x60'], 'CFBundleIcons~ipad': ['AppIcon60x60', 'AppIcon76x76', 'AppIcon83.5x83.5'] };
  for (const key of iconKeys) {
    const [icons, primary] = [info.entries.get(key), primaryIcon(info, key)];
    const listed = createPlist(names[key]);
    const own = new Map(primary?.type === 'dictionary' ? primary.entries : []).set('CFBundleIconFiles', listed);
    const all = new Map(icons?.type === 'dictionary' ? icons.entries : []).set('CFBundlePrimaryIcon', { type: 'dictionary', entries: own });
    entries.set(key, { type: 'dictionary', entries: all });
  }
  return { ...info, entries };
}
