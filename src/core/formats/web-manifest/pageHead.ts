/**
 * What the head of an HTML page says about the app: where its manifest is, its title, colours and icons. Only the beginning of the page is
 * read.
 */

import { type Bytes, fromUtf8 } from '../../base/bytes.ts';
import { parseCssColor } from './cssColor.ts';
import { decodeEntities, readTags } from './htmlTags.ts';

export interface PageHead {
  readonly manifest?: string;
  readonly title?: string;
  readonly lang?: string;
  readonly themeColor?: number;
  /** Of `<meta name="theme-color" media="(prefers-color-scheme: dark)">`. */
  readonly darkThemeColor?: number;
  /** `rel="icon"` and `rel="apple-touch-icon"`, with the largest of their `sizes`, the larger first. */
  readonly icons: readonly { readonly href: string; readonly size: number }[];
}

const headLimit = 512 * 1024;
const mostIcons = 50;

export function readPageHead(bytes: Bytes): PageHead {
  const html = fromUtf8(bytes.subarray(0, headLimit));
  const head: { -readonly [Key in keyof PageHead]?: PageHead[Key] } = {};
  const icons: { href: string; size: number }[] = [];
  for (const { name, attributes, content } of readTags(html)) {
    if (name === 'body') break;
    if (name === 'html') head.lang ??= attributes.get('lang') ?? '';
    if (name === 'title') head.title ??= decodeEntities((content ?? '').slice(0, 1000)).trim();
    if (name === 'link') readLink(attributes, head, icons);
    if (name === 'meta') readMeta(attributes, head);
  }
  if (head.lang === '') delete head.lang;
  if (head.title === '') delete head.title;
  return { ...head, icons: icons.sort((a, b) => b.size - a.size) };
}

type MutableHead = { -readonly [Key in keyof PageHead]?: PageHead[Key] };

function readLink(attributes: ReadonlyMap<string, string>, head: MutableHead, icons: { href: string; size: number }[]): void {
  const href = attributes.get('href')?.trim();
  if (href === undefined || href === '') return;
  const kinds = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
  if (kinds.includes('manifest')) head.manifest ??= href;
  if ((kinds.includes('icon') || kinds.includes('apple-touch-icon')) && icons.length < mostIcons) {
    const sizes = [...(attributes.get('sizes') ?? '').matchAll(/(\d{1,5})x\d{1,5}/gi)].map((match) => Number(match[1]));
    icons.push({ href, size: Math.max(0, ...sizes) || (kinds.includes('apple-touch-icon') ? 180 : 0) });
  }
}

function readMeta(attributes: ReadonlyMap<string, string>, head: MutableHead): void {
  if (attributes.get('name')?.toLowerCase() !== 'theme-color') return;
  const color = parseCssColor(attributes.get('content') ?? '');
  if (color === undefined) return;
  if (/prefers-color-scheme\s*:\s*dark/.test(attributes.get('media') ?? '')) head.darkThemeColor ??= color;
  else head.themeColor ??= color;
}
