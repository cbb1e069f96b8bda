/** The lines that differ between two texts, with some around them, as `diff -u` shows them. For texts of some hundred lines. */

export interface DiffLine {
  readonly mark: ' ' | '+' | '-';
  readonly text: string;
}

const around = 2;
/** The comparison takes the product of both numbers of lines. */
const mostLines = 1000;

/** Empty when nothing differs. Left out lines between two changes show as one line `…`. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const lines = compareLines(splitLines(before), splitLines(after));
  const isNear = lines.map((_, index) => lines.slice(Math.max(0, index - around), index + around + 1).some(({ mark }) => mark !== ' '));
  return lines.flatMap((line, index): DiffLine[] => {
    if (isNear[index]) return [line];
    return isNear[index - 1] === true && isNear.includes(true, index) ? [{ mark: ' ', text: '…' }] : [];
  });
}

function splitLines(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function compareLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  if (before.length > mostLines || after.length > mostLines)
    return [...before.map((text): DiffLine => ({ mark: '-', text })), ...after.map((text): DiffLine => ({ mark: '+', text }))];
  // Length of the longest common rest from each pair of lines on.
  const common = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  const at = (row: number, column: number): number => common[row]?.[column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const value = before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      common[row]?.fill(value, column, column + 1);
    }
  }
  const lines: DiffLine[] = [];
  for (let row = 0, column = 0; row < before.length || column < after.length;) {
    const [old, fresh] = [before[row], after[column]];
    if (old !== undefined && old === fresh) {
      lines.push({ mark: ' ', text: old });
      row++;
      column++;
    } else if (old !== undefined && (fresh === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ mark: '-', text: old });
      row++;
    } else if (fresh !== undefined) {
      lines.push({ mark: '+', text: fresh });
      column++;
    }
  }
  return lines;
}
