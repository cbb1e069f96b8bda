/** HTML that is escaped by construction: what is put into a template is text, unless it is HTML of another template. */

import { escapeHtml } from '../../../core/base/escapeHtml.ts';

export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | undefined | false | readonly Part[];

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => `${withoutIndent(text)}${textOf(parts[index])}`).join(''));
}

/** Of the template alone: what is put into it stays as it is. */
function withoutIndent(text: string): string {
  return text.replace(/\s*\n\s*/g, '\n');
}

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map(textOf).join('');
}
