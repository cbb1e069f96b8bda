/** The line of a `.gitignore` that means one file of its folder (gitignore(5), "Pattern format"). Pure. */

import { withoutEnd } from '../../../core/base/withoutEnd.ts';

export function ignoreLine(name: string): string {
  // The slash keeps it to this folder, and a leading `!` or `#` from meaning something else.
  const bare = withoutEnd(name, ' ');
  return `/${bare.replace(/[\\*?[]/g, '\\$&')}${'\\ '.repeat(name.length - bare.length)}`;
}

/** The text with the line at its end; unchanged when it is there. */
export function withIgnoreLine(text: string, name: string): string {
  const line = ignoreLine(name);
  const lines = text.split(/\r?\n/);
  if (lines.includes(line)) return text;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : lineEnd}${line}${lineEnd}`;
}
