/**
 * JSON as it is printed. Characters that control a terminal, reorder the text around them or count as line ends are written as escapes:
 * programs read the same value, and people are not misled by what they see.
 */

const misleading = /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g;

export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(misleading, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
