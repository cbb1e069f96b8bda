/**
 * Lays rectangles out in a rectangle so that their areas are as their weights and their sides as equal as may be: "Squarified Treemaps"
 * (Bruls, Huizing, van Wijk, 2000). Pure. Weights come largest first; those of zero get no room.
 */

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function layoutTreemap(weights: readonly number[], frame: Rectangle): readonly Rectangle[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scale = total > 0 ? (frame.width * frame.height) / total : 0;
  const areas = weights.map((weight) => weight * scale);
  const placed: Rectangle[] = [];
  let free = frame;
  while (placed.length < areas.length) {
    const side = Math.min(free.width, free.height);
    const row = areas.slice(placed.length, placed.length + rowLength(areas, placed.length, side));
    const sum = row.reduce((rowSum, area) => rowSum + area, 0);
    const depth = side > 0 ? sum / side : 0;
    placed.push(...rowRectangles(row, free, depth));
    free = isWide(free)
      ? { ...free, x: free.x + depth, width: Math.max(0, free.width - depth) }
      : { ...free, y: free.y + depth, height: Math.max(0, free.height - depth) };
  }
  return placed;
}

/** Of the free space; a row follows its shorter side. */
function isWide({ width, height }: Rectangle): boolean {
  return width >= height;
}

/** As many as make the worst of the row no worse. */
function rowLength(areas: readonly number[], start: number, side: number): number {
  let sum = 0;
  let worst = Number.POSITIVE_INFINITY;
  for (let end = start; end < areas.length; end++) {
    sum += areas[end] ?? 0;
    const next = worstRatio(areas[start] ?? 0, areas[end] ?? 0, sum, side);
    if (next > worst) return end - start;
    worst = next;
  }
  return areas.length - start;
}

function worstRatio(largest: number, smallest: number, sum: number, side: number): number {
  if (sum === 0 || smallest === 0) return Number.POSITIVE_INFINITY;
  const square = side * side;
  return Math.max((square * largest) / (sum * sum), (sum * sum) / (square * smallest));
}

function rowRectangles(row: readonly number[], free: Rectangle, depth: number): readonly Rectangle[] {
  let along = 0;
  return row.map((area) => {
    const length = depth > 0 ? area / depth : 0;
    const rectangle = isWide(free)
      ? { x: free.x, y: free.y + along, width: depth, height: length }
      : { x: free.x + along, y: free.y, width: length, height: depth };
    along += length;
    return rectangle;
  });
}
