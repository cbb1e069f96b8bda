/** Text of the user in Markdown: as it stands, never as markup. Pure. */

/** Inline code that nothing inside ends early. */
export function code(text: string): string {
  const plain = text.replace(/[\r\n]+/g, ' ').slice(0, 200);
  const fence = '`'.repeat(Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  return fence.length === 1 ? `\`${plain}\`` : `${fence} ${plain} ${fence}`;
}

/** In one line. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!|<>~]/g, '\\$&');
}
