/** What an asset viewer shows as plain text, to be copied into a mail or a ticket. */

import { type AssetPart, type AssetView } from '../../../protocol/assetViewerProtocol.ts';

export function viewText({ title, subtitle, badges, sections }: AssetView): string {
  const lines = [title, subtitle, badges.map(({ text }) => text).join(' · ')];
  for (const section of sections) {
    const notes = section.badges.map(({ text }) => ` (${text})`).join('');
    lines.push('', `${section.title}${notes}`, ...section.parts.flatMap(partLines));
  }
  return `${lines.join('\n').trim()}\n`;
}

function partLines(part: AssetPart): readonly string[] {
  switch (part.kind) {
    case 'facts':
      return part.facts.map(({ label, value, note }) => `  ${label}: ${value}${note === '' ? '' : ` (${note})`}`);
    case 'issues':
      return part.issues.flatMap(({ severity, message, remedy }) => [`  ${severity}: ${message}`, `    → ${remedy}`]);
    case 'text':
      return [`  ${part.text}`];
    case 'table':
      return [
        ...part.rows.map((row) => `  ${row.filter((cell) => cell !== '').join(' · ')}`),
        ...(part.note === '' ? [] : [`  ${part.note}`]),
      ];
    default:
      // Icons that repeat the text next to them.
      return [];
  }
}
