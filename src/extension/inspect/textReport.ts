/** Lays text out in sections of facts, lines and tables. Sections are indented, so that editors fold and outline them. */

const indent = '  ';
const lineWidth = 100;
/** Hostile packages carry names of megabytes. */
const longestCell = 2000;

export class TextReport {
  readonly #lines: string[] = [];

  title(text: string): void {
    this.#lines.push(clean(text), '='.repeat(Math.min(100, Math.max(3, widthOf(clean(text))))));
  }

  section(text: string): void {
    this.#lines.push('', clean(text));
  }

  line(text: string, depth = 1): void {
    this.#lines.push(indent.repeat(depth) + clean(text));
  }

  /** A paragraph behind a mark, broken between words and hanging from its first line. */
  paragraph(mark: string, text: string): void {
    const room = Math.max(40, lineWidth - widthOf(mark));
    let row = '';
    let before = mark;
    const flush = (): void => {
      this.line(before + row);
      before = ' '.repeat(widthOf(mark));
      row = '';
    };
    for (const word of clean(text).split(' ')) {
      if (row !== '' && widthOf(row) + 1 + widthOf(word) > room) flush();
      row += row === '' ? word : ` ${word}`;
    }
    flush();
  }

  /** Values of one column; rows without a value are left out. */
  facts(rows: readonly (readonly [label: string, value: string | number | undefined])[], depth = 1): void {
    const shown = rows.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [[label, String(value)] as const]));
    const width = Math.max(0, ...shown.map(([label]) => widthOf(label)));
    for (const [label, value] of shown) this.line(`${padded(label, width)}  ${clean(value)}`, depth);
  }

  /** Numbers stand at the right of their column. */
  table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
    const cells = rows.map((row) => row.map((cell) => clean(typeof cell === 'number' ? cell.toLocaleString('en') : cell)));
    const widths = head.map((title, column) => Math.max(widthOf(title), ...cells.map((row) => widthOf(row[column] ?? ''))));
    const isNumber = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
    const draw = (row: readonly string[]): string =>
      row
        .map((cell, column) => padded(cell, widths[column] ?? 0, isNumber[column]))
        .join('  ')
        .trimEnd();
    this.line(draw(head));
    this.line(widths.map((width) => '-'.repeat(width)).join('  '));
    for (const row of cells) this.line(draw(row));
  }

  toString(): string {
    return `${this.#lines.map((text) => text.trimEnd()).join('\n')}\n`;
  }
}

/** One line, without what a terminal or an editor would obey instead of show. */
function clean(text: string): string {
  const short = text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
  return short.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
}

const characters = new Intl.Segmenter();

function widthOf(text: string): number {
  return [...characters.segment(text)].length;
}

function padded(text: string, width: number, atRight = false): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return atRight ? space + text : text + space;
}
