/**
 * Letters and digits as strokes, for the icon that is drawn when an app has none: lines and arcs on a grid 4 wide and 6 high,
 * the origin at the upper left.
 *
 *   `L x,y x,y …`            a line through the points
 *   `A cx,cy rx,ry from to`  a part of an ellipse, in degrees, 0 to the right, clockwise
 */

export type Stroke = readonly (readonly [number, number])[];

const strokesOf: Readonly<Record<string, string>> = {
  A: 'L 0,6 2,0 4,6; L 0.75,3.9 3.25,3.9',
  B: 'L 0,0 0,6 2.3,6; L 0,0 2.1,0; A 2.1,1.45 1.5,1.45 -90 90; L 0,2.9 2.3,2.9; A 2.3,4.45 1.6,1.55 -90 90',
  C: 'A 2.3,3 2.2,3 -48 -312',
  D: 'L 1.5,0 0,0 0,6 1.5,6; A 1.5,3 2.5,3 -90 90',
  E: 'L 3.6,0 0,0 0,6 3.6,6; L 0,3 3.1,3',
  F: 'L 3.6,0 0,0 0,6; L 0,3 3.1,3',
  G: 'A 2.2,3 2.2,3 -48 -360; L 4.4,3 2.6,3',
  H: 'L 0,0 0,6; L 4,0 4,6; L 0,3 4,3',
  I: 'L 2,0 2,6',
  J: 'L 3.4,0 3.4,4.3; A 1.8,4.3 1.6,1.7 0 165',
  K: 'L 0,0 0,6; L 3.8,0 0,3.6; L 1.3,2.4 4,6',
  L: 'L 0,0 0,6 3.5,6',
  M: 'L -0.4,6 -0.4,0 2,3.8 4.4,0 4.4,6',
  N: 'L 0,6 0,0 4,6 4,0',
  O: 'A 2,3 2.3,3 0 360',
  P: 'L 0,6 0,0 2.2,0; A 2.2,1.65 1.7,1.65 -90 90; L 2.2,3.3 0,3.3',
  Q: 'A 2,3 2.3,3 0 360; L 2.5,4.4 4.2,6.3',
  R: 'L 0,6 0,0 2.2,0; A 2.2,1.6 1.7,1.6 -90 90; L 2.2,3.2 0,3.2; L 2.1,3.2 4,6',
  S: 'A 2,1.5 1.75,1.5 -20 -270; A 2,4.5 1.85,1.5 -90 160',
  T: 'L -0.2,0 4.2,0; L 2,0 2,6',
  U: 'L 0,0 0,3.9; A 2,3.9 2,2.1 180 0; L 4,3.9 4,0',
  V: 'L 0,0 2,6 4,0',
  W: 'L -0.8,0 0.6,6 2,1.2 3.4,6 4.8,0',
  X: 'L 0.1,0 3.9,6; L 3.9,0 0.1,6',
  Y: 'L 0,0 2,3.1 4,0; L 2,3.1 2,6',
  Z: 'L 0.2,0 3.8,0 0.2,6 3.8,6',
  '0': 'A 2,3 1.9,3 0 360',
  '1': 'L 0.8,1.4 2.3,0 2.3,6',
  '2': 'A 2,1.8 1.7,1.8 -170 30; L 3.45,2.75 0.3,6 3.8,6',
  '3': 'A 1.9,1.5 1.6,1.5 -160 90; A 1.9,4.45 1.8,1.55 -90 160',
  '4': 'L 3,6 3,0 0,4.3 4,4.3',
  '5': 'L 3.5,0 0.7,0 0.45,2.8; A 1.9,4.1 1.9,1.9 -135 150',
  '6': 'A 2,4.2 1.8,1.8 0 360; L 0.25,3.9 2.9,0',
  '7': 'L 0.2,0 3.8,0 1.4,6',
  '8': 'A 2,1.5 1.55,1.5 0 360; A 2,4.5 1.85,1.5 0 360',
  '9': 'A 2,1.8 1.8,1.8 0 360; L 3.75,2.1 1.1,6',
};

/** A window with a bar: the sign for an app whose name begins with no letter known here. */
const neutral = 'L -0.4,0.4 4.4,0.4 4.4,5.6 -0.4,5.6 -0.4,0.4; L -0.4,2 4.4,2';

/** The strokes for the first letter of a name, and the letter when it is one of these. */
export function strokesForName(name: string): { readonly strokes: readonly Stroke[]; readonly letter?: string } {
  const letter = name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 1)
    .toUpperCase();
  const path = strokesOf[letter];
  if (path === undefined) return { strokes: parseStrokes(neutral) };
  return { strokes: parseStrokes(path), letter };
}

function parseStrokes(path: string): readonly Stroke[] {
  return path.split('; ').map((part) => {
    const [kind, ...rest] = part.split(' ');
    const numbers = rest.map((text) => text.split(',').map(Number));
    if (kind === 'L') return numbers.map(([x = 0, y = 0]) => [x, y] as const);
    const [[cx = 0, cy = 0] = [], [rx = 0, ry = 0] = [], [from = 0] = [], [to = 0] = []] = numbers;
    const steps = Math.max(4, Math.ceil(Math.abs(to - from) / 9));
    return Array.from({ length: steps + 1 }, (_, index) => {
      const angle = ((from + ((to - from) * index) / steps) * Math.PI) / 180;
      return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)] as const;
    });
  });
}
