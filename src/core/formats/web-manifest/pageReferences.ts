/**
 * What an HTML page loads: scripts, modules and style sheets, without which it does not work, and pictures and the like. Of the page as it
 * stands: what its scripts load later is not known.
 */

import { withoutEnd } from '../../base/withoutEnd.ts';
import { type HtmlTag, readTags } from './htmlTags.ts';

export interface PageReference {
  /** As it is written, entities decoded. */
  readonly reference: string;
  /** Whether the page does not work without it. */
  readonly isNeeded: boolean;
}

export interface PageReferences {
  /** Of the first `<base>`: what relative references are relative to. */
  readonly base?: string;
  readonly references: readonly PageReference[];
}

const mostReferences = 2000;

/** Types of scripts that a browser runs (HTML, 4.12.1, "type"); the content of others is data. */
const scriptTypes = /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/j(?:ava)?script1\.\d|text\/livescript)$/;

export function readPageReferences(html: string): PageReferences {
  const needed = new Map<string, boolean>();
  let base: string | undefined;
  for (const tag of readTags(html)) {
    if (needed.size > mostReferences) break;
    if (tag.name === 'base') base ??= tag.attributes.get('href');
    for (const { reference, isNeeded } of referencesOf(tag)) {
      const plain = reference.trim();
      if (plain !== '') needed.set(plain, isNeeded || needed.get(plain) === true);
    }
  }
  const references = [...needed].map(([reference, isNeeded]) => ({ reference, isNeeded }));
  return { references, ...(base !== undefined && { base }) };
}

function referencesOf(tag: HtmlTag): readonly PageReference[] {
  const { name, attributes } = tag;
  const of = (attribute: string, isNeeded = false): readonly PageReference[] => {
    const reference = attributes.get(attribute);
    return reference === undefined ? [] : [{ reference, isNeeded }];
  };
  switch (name) {
    case 'script':
      return scriptReferences(tag);
    case 'link':
      return linkReferences(attributes);
    case 'img':
    case 'source':
      return [...of('src'), ...candidates(attributes.get('srcset') ?? '')];
    case 'video':
      return [...of('src'), ...of('poster')];
    case 'audio':
    case 'track':
    case 'embed':
    case 'iframe':
      return of('src');
    case 'object':
      return of('data');
    default:
      return [];
  }
}

function scriptReferences({ attributes, content = '' }: HtmlTag): readonly PageReference[] {
  const type = (attributes.get('type') ?? '').trim().toLowerCase();
  if (!scriptTypes.test(type)) return [];
  const reference = attributes.get('src');
  // Only browsers without modules run it, and no WebView is one.
  if (reference !== undefined) return [{ reference, isNeeded: !attributes.has('nomodule') }];
  if (type !== 'module') return [];
  const imports =
    /(?:^|[;}\r\n])[ \t]{0,40}import[ \t]{0,40}(?:[\w*{},$ \t\r\n]{1,500}from[ \t]{0,40})?["']((?:\.{0,2}\/)[^"'\r\n]{1,500})["']/g;
  return [...content.matchAll(imports)].map(([, path = '']) => ({ reference: path, isNeeded: true }));
}

function linkReferences(attributes: ReadonlyMap<string, string>): readonly PageReference[] {
  const reference = attributes.get('href');
  const kinds = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
  if (reference === undefined) return [];
  if (kinds.includes('stylesheet')) return [{ reference, isNeeded: !kinds.includes('alternate') && !attributes.has('disabled') }];
  const isLoaded = ['modulepreload', 'preload', 'manifest'].some((kind) => kinds.includes(kind));
  return isLoaded ? [{ reference, isNeeded: false }] : [];
}

/** The addresses of `srcset` (HTML, 4.8.4.2.1): each up to a white space, which a descriptor and a comma follow. */
function candidates(srcset: string): readonly PageReference[] {
  const found: PageReference[] = [];
  for (const [address] of srcset.matchAll(/[^\s,]\S*/g)) {
    // A descriptor such as 2x or 480w.
    if (/^[\d.]+[wxh],?$/.test(address)) continue;
    found.push({ reference: withoutEnd(address, ','), isNeeded: false });
  }
  return found;
}
