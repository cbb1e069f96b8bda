/**
 * What a command writes for people: lines, facts, tables. On a terminal it is coloured and as wide as the window; in a pipe
 * it is the same text, plain and uncut.
 */

import { type Color, type Paint, paintFor, visible } from './style.ts';

export interface PageFormat {
  readonly hasColors: boolean;
  /** Cuts tables; absent in a pipe. */
  readonly columns?: number;
}

export type Cell = string | number | boolean | undefined;

export class TextPage {
  readonly #lines: string[] = [];
  readonly #paint: Paint;
  readonly #columns: number;

  constructor(format: PageFormat) {
    this.#paint = paintFor(format.hasColors);
    this.#columns = format.columns ?? Number.POSITIVE_INFINITY;
  }

  line(text = '', color?: Color): this {
    const shown = visible(text);
    this.#lines.push(color ? this.#paint(color, shown) : shown);
    return this;
  }

  heading(text: string): this {
    if (this.#lines.length > 0) this.line();
    return this.line(text, 'bold');
  }

  /** Names and values in two columns; facts without a value are left out. */
  facts(rows: readonly (readonly [string, Cell])[]): this {
    const shown = rows.filter(([, value]) => value !== undefined);
    const width = Math.max(0, ...shown.map(([name]) => name.length));
    for (const [name, value] of shown) this.#lines.push(`${this.#paint('gray', name.padEnd(width))}  ${visible(format(value))}`);
    return this;
  }

  table(header: readonly string[], rows: readonly (readonly Cell[])[]): this {
    const texts = rows.map((row) => row.map((cell) => visible(format(cell))));
    const widths = header.map((title, column) => Math.max(title.length, ...texts.map((row) => row[column]?.length ?? 0)));
    this.#lines.push(this.#paint('gray', this.#row(header, widths)));
    for (const row of texts) this.#lines.push(this.#row(row, widths));
    return this;
  }

  #row(cells: readonly string[], widths: readonly number[]): string {
    const text = cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
    return text.length > this.#columns ? `${text.slice(0, Math.max(1, this.#columns - 1))}…` : text;
  }

  text(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }
}

function format(value: Cell): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return value === undefined ? '' : String(value);
}
