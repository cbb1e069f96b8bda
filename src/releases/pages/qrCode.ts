/**
 * QR codes (ISO/IEC 18004) as SVG and for terminals. The dark and light modules are always given their own colours and a
 * quiet zone, so that the code can be read on a dark background as well as on a light one.
 */

import { encode } from 'uqr';
import { escapeHtml } from '../../core/base/escapeHtml.ts';

/** The quiet zone that the standard asks for, in modules. */
const quietZone = 4;

function modulesOf(text: string): readonly (readonly boolean[])[] {
  return encode(text, { ecc: 'M', border: 0 }).data;
}

/** A QR code as a drawing: a white square of `size` units with a black path on it. */
export interface QrDrawing {
  readonly size: number;
  /** The dark modules, as the `d` of an SVG path. */
  readonly path: string;
}

/** With its quiet zone. */
export function drawQr(text: string): QrDrawing {
  const modules = modulesOf(text);
  const size = modules.length + 2 * quietZone;
  let path = '';
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== true) continue;
      const start = x;
      while (row[x + 1] === true) x++;
      path += `M${start + quietZone} ${y + quietZone}h${x - start + 1}v1h-${x - start + 1}z`;
    }
  }
  return { size, path };
}

/** The modules with their quiet zone, `true` where dark, row by row. */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  return encode(text, { ecc: 'M', border: quietZone }).data;
}

/** A self-contained `<svg>`; it scales to whatever box it is put in. */
export function renderQrSvg(text: string, label: string): string {
  const { size, path } = drawQr(text);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${escapeHtml(label)}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/><path fill="#000" d="${path}"/></svg>`
  );
}

/**
 * Two rows of modules a line, in half blocks. With `colors` both colours are set by escape sequences and any terminal
 * theme will do; without, light modules are drawn and dark ones left out, as most terminals are dark (readers take the
 * inverse too).
 */
export function renderQrTerminal(text: string, options: { readonly colors: boolean }): string {
  const modules = modulesOf(text);
  const size = modules.length + 2 * quietZone;
  const isLight = (x: number, y: number): boolean => modules[y - quietZone]?.[x - quietZone] !== true;
  const lines: string[] = [];
  for (let y = 0; y < size; y += 2) {
    let line = '';
    for (let x = 0; x < size; x++) {
      const upper = isLight(x, y);
      // The rows are odd in number: the half line below the last one keeps the terminal's own background.
      const lower = y + 1 < size && isLight(x, y + 1);
      line += upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ';
    }
    const background = y + 1 < size ? '48;5;16' : '49';
    lines.push(options.colors ? `\u001B[38;5;231;${background}m${line}\u001B[0m` : line);
  }
  return lines.join('\n');
}
