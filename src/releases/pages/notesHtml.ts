/**
 * Release notes as HTML: the part of Markdown that notes are written in, headings, lists, paragraphs, bold and code. Everything is escaped
 * first, and only the tags that are here are added, so that no text becomes anything else. Links stay text: a page that people trust to
 * install from must not lead elsewhere.
 */

import { escapeHtml } from '../../core/base/escapeHtml.ts';
import { withoutEnd } from '../../core/base/withoutEnd.ts';

type Block = { readonly kind: 'heading' | 'item' | 'text'; readonly html: string };

export function notesHtml(markdown: string): string {
  const blocks = markdown.split(/\r\n|\r|\n/).map(blockOf);
  let html = '';
  let open: 'ul' | 'p' | undefined;
  const close = (): void => {
    if (open) html += `</${open}>\n`;
    open = undefined;
  };
  for (const block of blocks) {
    const wanted = block?.kind === 'item' ? 'ul' : block?.kind === 'text' ? 'p' : undefined;
    if (open !== wanted) close();
    if (!block) continue;
    if (block.kind === 'heading') html += `<h3 dir="auto">${block.html}</h3>\n`;
    else if (block.kind === 'item') html += `${open ? '' : '<ul>\n'}<li dir="auto">${block.html}</li>\n`;
    else html += open ? `<br>\n${block.html}` : `<p dir="auto">${block.html}`;
    open = wanted;
  }
  close();
  return html.trimEnd();
}

/** `undefined` for an empty line, which ends a paragraph. No repetition follows another repetition, so that no line takes long. */
function blockOf(line: string): Block | undefined {
  if (line.trim() === '') return undefined;
  const [, heading] = /^#{1,6}\s(.*)$/s.exec(line) ?? [];
  if (heading !== undefined) return { kind: 'heading', html: inline(withoutEnd(heading.trimEnd(), '#').trim()) };
  const [, item] = /^\s{0,6}[*+-]\s(.*)$/s.exec(line) ?? [];
  return item === undefined ? { kind: 'text', html: inline(line.trim()) } : { kind: 'item', html: inline(item.trimStart()) };
}

/** On escaped text, so that what is between the marks cannot open a tag. */
function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.length > 2 && part.startsWith('`') && part.endsWith('`')
        ? `<code>${escapeHtml(part.slice(1, -1))}</code>`
        : escapeHtml(part).replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>'),
    )
    .join('');
}
