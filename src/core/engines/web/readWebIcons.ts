/**
 * Chooses the pictures of an app's icon: the file that the settings name, else the best of the manifest and of the start
 * page. A candidate that cannot be used is an issue, and the next one is tried.
 */

import { type Bytes, fromBase64, latin1 } from '../../base/bytes.ts';
import { createIssue, type Issue, type Place } from '../../base/issue.ts';
import { type RgbaImage } from '../../formats/image/rgbaImage.ts';
import { rankIcons } from '../../formats/web-manifest/chooseIcon.ts';
import { type PageHead } from '../../formats/web-manifest/pageHead.ts';
import { type IconPurpose, type ManifestIcon, type WebManifest } from '../../formats/web-manifest/webManifest.ts';
import { type PictureMemory } from './pictureMemory.ts';
import { type IconPictures, packagedOrigin } from './webApp.ts';
import { type WebResource, type WebSource } from './webSource.ts';

const iconLimit = 10_000_000;
/** Pixels at the highest density: of a maskable picture in the foreground, of a legacy icon, of a monochrome one. */
const wantedSizes = { maskable: 330, any: 264, legacy: 192, monochrome: 208 };
const shortcutSize = 192;
const smallestSize = 192;
const mostTries = 3;

export interface IconReading {
  readonly icons: IconPictures;
  readonly issues: readonly Issue[];
}

export interface IconRequest {
  readonly source: WebSource;
  readonly pictures: PictureMemory;
  readonly manifest: WebManifest | undefined;
  readonly head: PageHead;
  readonly pageUrl: string;
  /** The file or address of the page, for what is in it. */
  readonly pagePlace: string;
  /** The file that the settings name, when they name one. */
  readonly fromSettings?: { readonly name: string; readonly open: () => Promise<WebResource | undefined> };
}

export async function readWebIcons(request: IconRequest): Promise<IconReading> {
  const { source, pictures, manifest, head, pageUrl, pagePlace, fromSettings } = request;
  const issues: Issue[] = [];
  const open = async (resource: WebResource | undefined, name: string, place?: Place): Promise<RgbaImage | undefined> => {
    if (resource === undefined) {
      issues.push(createIssue('web-icon-not-found', { icon: name }, place));
      return undefined;
    }
    const { image, issues: found } = pictures.inspect(resource.bytes, { file: resource.place });
    issues.push(...found, ...(image ? checkShape(image, name, resource.place) : []));
    return image;
  };
  const best = async (icons: readonly ManifestIcon[], purpose: IconPurpose, wanted: number): Promise<RgbaImage | undefined> => {
    for (const icon of rankIcons(icons.filter(isReadable), purpose, wanted).slice(0, mostTries)) {
      if (source.isListed && isElsewhere(icon)) {
        issues.push(createIssue('web-icon-elsewhere', { icon: icon.src.slice(0, 200) }));
        continue;
      }
      const image = await open(await readIcon(source, icon, pagePlace), shownAddress(icon.src));
      if (image) return image;
    }
    return undefined;
  };
  if (fromSettings) {
    const chosen = await open(await fromSettings.open(), fromSettings.name, { pointer: '/web/icon' });
    if (chosen) return { icons: { any: chosen }, issues };
  }
  const icons = manifest?.icons ?? [];
  const linked = head.icons.flatMap(({ href, size }): ManifestIcon[] => {
    const src = URL.parse(href, pageUrl)?.href;
    return src === undefined ? [] : [{ src, size, purposes: ['any'] }];
  });
  const maskable = await best(icons, 'maskable', wantedSizes.maskable);
  const any =
    (await best(icons, 'any', maskable ? wantedSizes.legacy : wantedSizes.any)) ??
    (maskable ? undefined : await best(linked, 'any', wantedSizes.any));
  const monochrome = await best(icons, 'monochrome', wantedSizes.monochrome);
  if (!any && !maskable) {
    const isTried = issues.length > 0;
    issues.push(isTried ? createIssue('web-icon-defaulted', {}) : createIssue('web-icon-missing', {}));
  }
  return { icons: { ...(any && { any }), ...(maskable && { maskable }), ...(monochrome && { monochrome }) }, issues };
}

/** A picture for a shortcut; none is not an issue, since the launcher has a default. */
export async function readShortcutIcon(
  { source, pictures }: Pick<IconRequest, 'source' | 'pictures'>,
  icons: readonly ManifestIcon[],
): Promise<RgbaImage | undefined> {
  const [icon] = rankIcons(icons.filter(isReadable), 'any', shortcutSize);
  const resource = icon && (await readIcon(source, icon, icon.src.slice(0, 100)));
  return resource && pictures.inspect(resource.bytes, { file: resource.place }).image;
}

function isReadable({ src }: ManifestIcon): boolean {
  return /^(?:https?|data):/.test(src);
}

/** On a server, where the web files are a folder. */
function isElsewhere({ src }: ManifestIcon): boolean {
  return !src.startsWith('data:') && URL.parse(src)?.origin !== packagedOrigin;
}

/** A picture may be in the manifest or the page itself (RFC 2397). */
async function readIcon(source: WebSource, { src }: ManifestIcon, place: string): Promise<WebResource | undefined> {
  if (!src.startsWith('data:')) return await source.read(src, iconLimit);
  const comma = src.indexOf(',');
  if (comma === -1 || src.length > iconLimit) return undefined;
  const content = src.slice(comma + 1);
  const bytes = /;\s*base64\s*$/i.test(src.slice(0, comma)) ? fromBase64(content) : fromPercent(content);
  return { url: src, bytes, place };
}

function fromPercent(text: string): Bytes {
  return latin1(text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))));
}

function checkShape(image: RgbaImage, name: string, file: string): readonly Issue[] {
  const { width, height } = image;
  const issues: Issue[] = [];
  if (Math.abs(width - height) * 50 > Math.max(width, height)) issues.push(createIssue('web-icon-not-square', { icon: name }, { file }));
  if (Math.max(width, height) < smallestSize) issues.push(createIssue('web-icon-small', { icon: name, width, height }, { file }));
  return issues;
}

function shownAddress(url: string): string {
  if (url.startsWith('data:')) return `${url.slice(0, 40)}…`;
  const { pathname } = new URL(url);
  return pathname.slice(1, 201);
}
