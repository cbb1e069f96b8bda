/** The app's icon as files next to its executable. Apps whose icons are in the asset catalog alone have these files, too (`AppIcon60x60@2x.png`). */

import { type ZipEntry } from '../../formats/zip/zipEntry.ts';
import { type IconFile, type PackageIcon } from '../packageIcon.ts';

const mostFiles = 64;
/** An icon has 60 points; a scale of one is what Android calls 160 dots per inch. */
const densityOfScale = 160;

/** `names` are those of Info.plist: without scale, device and mostly without extension. */
export function ipaIcon(entries: readonly ZipEntry[], app: string, names: readonly string[]): PackageIcon | undefined {
  const wanted = new Set(names.map((name) => name.replace(/\.png$/i, '')));
  const files: IconFile[] = [];
  for (const { name } of entries) {
    if (files.length === mostFiles) break;
    const [, plain, scale = '1'] = /^([^/]+?)(?:@([23])x)?(?:~ipad|~iphone)?\.png$/i.exec(name.slice(app.length + 1)) ?? [];
    if (plain === undefined || !name.startsWith(`${app}/`) || !wanted.has(plain)) continue;
    files.push({ path: name, density: densityOfScale * Number(scale) });
  }
  return files.length === 0 ? undefined : { files: files.sort((a, b) => a.density - b.density) };
}
