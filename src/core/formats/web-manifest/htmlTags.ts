/** The tags of an HTML page with their attributes: a small scanner in linear time, no HTML parser. */

export interface HtmlTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Of elements that contain text alone: scripts, styles, titles. */
  readonly content?: string;
}

interface Tag extends HtmlTag {
  readonly end: number;
}

/** Their content is text, whatever it looks like; that of `noscript` is, where scripts run. */
const textElements: ReadonlySet<string> = new Set(['script', 'style', 'title', 'textarea', 'noscript', 'xmp', 'iframe']);

/** The start tags of a page in order. What is in comments and in text is passed over. */
export function* readTags(html: string): Generator<HtmlTag, void, undefined> {
  let at = html.indexOf('<');
  while (at !== -1) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4);
      if (end === -1) return;
      at = html.indexOf('<', end + 3);
      continue;
    }
    const tag = readTag(html, at);
    if (tag === undefined) {
      at = html.indexOf('<', at + 1);
      continue;
    }
    let next = tag.end;
    if (textElements.has(tag.name)) {
      const close = new RegExp(`</${tag.name}`, 'gi');
      close.lastIndex = next;
      const end = close.exec(html)?.index ?? html.length;
      yield { name: tag.name, attributes: tag.attributes, content: html.slice(next, end) };
      next = end;
    } else yield tag;
    at = html.indexOf('<', next);
  }
}

const blanks = /[\s/]*/y;
const attributePattern = /(>)|([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y;

function readTag(html: string, start: number): Tag | undefined {
  const opening = /<([a-z][a-z0-9]*)/iy;
  opening.lastIndex = start;
  const name = opening.exec(html)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  const attributes = new Map<string, string>();
  let position = opening.lastIndex;
  while (position < html.length) {
    // By themselves: before a place where nothing fits, they are passed over once and not from each of them again.
    blanks.lastIndex = position;
    blanks.test(html);
    position = blanks.lastIndex;
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

export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });
}
