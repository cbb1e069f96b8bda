/** Text into HTML, safe in element content and in quoted attributes. */

import { shownText } from './shownText.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control characters, and those that reorder the text around them, become U+FFFD: a name must not disguise its neighbours. */
export function escapeHtml(text: string): string {
  return shownText(text, Infinity).replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
