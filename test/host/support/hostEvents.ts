/** What the tests inside the extension host tell the process outside, one line of the console each. */

export type HostEvent =
  /** VS Code is ready, the suites begin. */
  | { readonly kind: 'ready' }
  /** VS Code itself lacks something, so nothing was tried. */
  | { readonly kind: 'not-ready'; readonly reason: string }
  | { readonly kind: 'passed'; readonly title: string; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly title: string; readonly reason: string }
  | { readonly kind: 'skipped'; readonly title: string }
  | { readonly kind: 'measured'; readonly what: string; readonly value: string }
  /** The last line: without it the run counts as broken off. */
  | { readonly kind: 'end'; readonly passed: number; readonly failed: number; readonly skipped: number };

const mark = '@@host-test ';

export function writeHostEvent(event: HostEvent): void {
  console.log(`${mark}${JSON.stringify(event)}`);
}

/** The event in a line of the console; nothing for any other line. */
export function readHostEvent(line: string): HostEvent | undefined {
  const at = line.indexOf(mark);
  if (at < 0) return undefined;
  try {
    return JSON.parse(line.slice(at + mark.length));
  } catch {
    return undefined;
  }
}
