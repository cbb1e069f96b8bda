/** Colours of a terminal (ECMA-48 SGR), and nothing at all where there are none. */

export type Color = 'red' | 'yellow' | 'blue' | 'green' | 'gray' | 'bold';

const codes: Readonly<Record<Color, readonly [number, number]>> = {
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  green: [32, 39],
  gray: [90, 39],
  bold: [1, 22],
};

export type Paint = (color: Color, text: string) => string;

export function paintFor(hasColors: boolean): Paint {
  return hasColors ? (color, text) => `\u001B[${codes[color][0]}m${text}\u001B[${codes[color][1]}m` : (_color, text) => text;
}

/**
 * Text from files that is shown on a terminal must not steer it: control characters become visible ones. Bidirectional
 * controls could make an identifier look like another, and line separators add their own lines, so they are shown too.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu, (character) =>
    character === '\n' || character === '\t' ? ' ' : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
