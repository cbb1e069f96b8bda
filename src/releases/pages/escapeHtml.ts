/** Text into HTML, safe in element content and in quoted attributes. */

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control characters, and those that reorder the text around them, become U+FFFD: a name must not disguise its neighbours. */
export function escapeHtml(text: string): string {
  return text
    .replace(/(?![\t\n])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD')
    .toWellFormed()
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
