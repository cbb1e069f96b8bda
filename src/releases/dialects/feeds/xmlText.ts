/** Text for XML 1.0, which has no way to write most control characters. */

import { escapeHtml } from '../../../core/base/escapeHtml.ts';

export function xmlText(text: string): string {
  return escapeHtml(text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, ''));
}
