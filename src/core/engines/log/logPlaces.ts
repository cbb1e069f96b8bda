/**
 * Places that a line of a log names: `src/App.kt:12:5`, `MainPage.cs(12,5)`, `Build file '…' line: 12`. Only what the text says: whether there is such a file
 * is for the caller to find out. Looks back from each number, so that the time follows the length of the line.
 */

export interface LogPlace {
  /** Where it stands in the line, from 0; `end` is behind it. */
  readonly start: number;
  readonly end: number;
  /** As it is written, without `file://`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column?: number;
}

const longestLine = 4000;
const longestPath = 500;
const mostPlaces = 20;

const numbers = /:(\d{1,7})(?::(\d{1,5}))?(?![\w.])|\((\d{1,7})(?:,\s?(\d{1,5}))?\)/g;
const worded = /(?:file|File) (['"])([^'"]{1,500})\1,? line:? (\d{1,7})/g;
/** No path goes on before these, where none of `roots` does. */
const separators = new Set(' \t"\'`()<>[]{}|,;=*?');

/** `roots`: folders whose paths may contain blanks. */
export function logPlaces(text: string, roots: readonly string[] = []): readonly LogPlace[] {
  const line = text.slice(0, longestLine);
  const found: LogPlace[] = [];
  for (const match of line.matchAll(worded)) {
    const [whole, , file = '', number] = match;
    found.push({ start: match.index, end: match.index + whole.length, file: withoutScheme(file), line: Number(number) });
  }
  for (const match of line.matchAll(numbers)) {
    const [whole, first, second, third, fourth] = match;
    const start = pathStart(line, match.index, roots);
    const file = withoutScheme(line.slice(start, match.index));
    // An address or a time has numbers too, but no such name.
    if (!/[^\\/]\.[A-Za-z]\w{0,11}$/.test(file) || file.startsWith('//')) continue;
    const column = second ?? fourth;
    const end = match.index + whole.length;
    found.push({ start, end, file, line: Number(first ?? third), ...(column !== undefined && { column: Number(column) }) });
    if (found.length >= mostPlaces) break;
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function pathStart(line: string, end: number, roots: readonly string[]): number {
  const earliest = Math.max(0, end - longestPath);
  const root = Math.max(-1, ...roots.map((each) => line.lastIndexOf(each, end - each.length)));
  if (root >= earliest && !/:\d/.test(line.slice(root, end))) return root;
  let start = end;
  while (start > earliest && !separators.has(line.charAt(start - 1)) && !isOtherColon(line, start - 1)) start -= 1;
  return start;
}

/** The one of a drive and the one of `file://` are part of a path. */
function isOtherColon(line: string, index: number): boolean {
  if (line.charAt(index) !== ':') return false;
  const isDrive = /(?:^|[^A-Za-z])[A-Za-z]$/.test(line.slice(Math.max(0, index - 2), index)) && /[\\/]/.test(line.charAt(index + 1));
  return !isDrive && line.slice(Math.max(0, index - 4), index + 3) !== 'file://';
}

function withoutScheme(path: string): string {
  if (!path.startsWith('file://')) return path;
  const rest = path.slice('file://'.length).replace(/^\/(?=[A-Za-z]:)/, '');
  try {
    return decodeURIComponent(rest);
  } catch {
    return rest;
  }
}
