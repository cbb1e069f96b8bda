/** What `npm run demo` prints: a line for each step with its time, and a summary. Colours on a terminal only. */

import { paintFor, visible, type Paint } from '../../src/cli/terminal/style.ts';

const isTerminal = process.stdout.isTTY;
/** A QR code needs its two colours even where nothing else should have any. */
export const canSetColors = isTerminal && process.env['TERM'] !== 'dumb';
const hasColors = canSetColors && (process.env['NO_COLOR'] ?? '') === '';
const paint: Paint = paintFor(hasColors);

/** Shows what is done now, does it, and leaves a line that says how long it took. */
export async function step<Result>(
  title: string,
  work: () => Result | Promise<Result>,
  note?: (result: Result) => string,
): Promise<Result> {
  if (isTerminal) process.stdout.write(`  ${paint('gray', '…')} ${title}`);
  const started = performance.now();
  try {
    const result = await work();
    const text = note ? ` ${paint('gray', note(result))}` : '';
    const time = paint('gray', ` ${Math.round(performance.now() - started)} ms`);
    process.stdout.write(`${isTerminal ? '\r\u001B[K' : ''}  ${paint('green', '✓')} ${title}${text}${time}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${isTerminal ? '\r\u001B[K' : ''}  ${paint('red', '✗')} ${title}\n`);
    throw error;
  }
}

export function heading(text: string): void {
  process.stdout.write(`\n${paint('bold', text)}\n`);
}

export function line(text = ''): void {
  process.stdout.write(text === '' ? '\n' : `  ${text}\n`);
}

export function facts(rows: readonly (readonly [name: string, value: string])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) line(`${paint('gray', name.padEnd(width))}  ${visible(value)}`);
}

export function strong(text: string): string {
  return paint('bold', text);
}
