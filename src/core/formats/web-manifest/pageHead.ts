/**
 * What the head of an HTML page says about the app: where its manifest is, its title, colours and icons. A small scanner of
 * tags that reads only the beginning of the page; no HTML parser.
 */

import { type Bytes, fromUtf8 } from '../../base/bytes.ts';
import { parseCssColor } from './cssColor.ts';

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
  let at = html.indexOf('<');
  while (at !== -1) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4);
      if (end === -1) break;
      at = html.indexOf('<', end + 3);
      continue;
    }
    const tag = readTag(html, at);
    if (tag === undefined) {
      at = html.indexOf('<', at + 1);
      continue;
    }
    const { name, attributes } = tag;
    let next = tag.end;
    if (name === 'body') break;
    if (name === 'html') head.lang ??= attributes.get('lang') ?? '';
    if (name === 'script' || name === 'style' || name === 'title') {
      const close = new RegExp(`</${name}`, 'gi');
      close.lastIndex = next;
      const end = close.exec(html)?.index ?? html.length;
      if (name === 'title') head.title ??= decodeEntities(html.slice(next, Math.min(end, next + 1000))).trim();
      next = end;
    }
    if (name === 'link') readLink(attributes, head, icons);
    if (name === 'meta') readMeta(attributes, head);
    at = html.indexOf('<', next);
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

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly end: number;
}

const attributePattern = /[\s/]*(?:(>)|([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?)/y;

function readTag(html: string, start: number): Tag | undefined {
  const opening = /<([a-z][a-z0-9]*)/iy;
  opening.lastIndex = start;
  const name = opening.exec(html)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  const attributes = new Map<string, string>();
  let position = opening.lastIndex;
  while (position < html.length) {
    attributePattern.lastIndex = position;
    const match = attributePattern.exec(html);
    if (match === null) {
      // A stray quote: browsers pass over it too.
      position++;
      continue;
    }
    position = attributePattern.lastIndex;
    if (match[1] !== undefined) break;
    const key = match[2]?.toLowerCase() ?? '';
    if (!attributes.has(key) && attributes.size < 100) attributes.set(key, decodeEntities(match[3] ?? match[4] ?? match[5] ?? ''));
  }
  return { name, attributes, end: position };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });
}
