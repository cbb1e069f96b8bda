import assert from 'node:assert/strict';
import { encode } from 'uqr';
import { renderQrSvg, renderQrTerminal } from '../../../../src/releases/pages/qrCode.ts';

const address = 'http://192.168.1.20:41234/i/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const modules = encode(address, { ecc: 'M', border: 0 }).data;

/** Dark modules of a terminal rendering, read back from its half blocks. */
function readTerminal(text: string): boolean[][] {
  const rows: boolean[][] = [];
  // eslint-disable-next-line no-control-regex
  for (const line of text.replace(/\u001B\[[\d;]*m/g, '').split('\n')) {
    rows.push(
      line.split('').map((sign) => sign === ' ' || sign === '▄'),
      line.split('').map((sign) => sign === ' ' || sign === '▀'),
    );
  }
  return rows.slice(0, rows[0]?.length);
}

function withoutQuietZone(rows: readonly (readonly boolean[])[]): boolean[][] {
  return rows.slice(4, -4).map((row) => row.slice(4, -4));
}

describe('QR code', () => {
  it('draws the same modules in a terminal, with and without colours', () => {
    for (const colors of [true, false]) {
      const rows = readTerminal(renderQrTerminal(address, { colors }));
      assert.deepEqual(withoutQuietZone(rows), modules);
      const edges = [...rows.slice(0, 4), ...rows.slice(-4)].flat();
      assert.ok(
        edges.every((isDark) => !isDark),
        'quiet zone',
      );
    }
  });

  it('sets both colours on every line, and leaves none set', () => {
    for (const line of renderQrTerminal(address, { colors: true }).split('\n'))
      assert.match(line, /^\u001B\[38;5;231;(48;5;16|49)m[█▀▄ ]+\u001B\[0m$/);
    assert.ok(!renderQrTerminal(address, { colors: false }).includes('\u001B'));
  });

  it('draws the same modules as SVG, black on white', () => {
    const svg = renderQrSvg(address, 'QR code of "x" & <y>');
    const size = modules.length + 8;
    assert.ok(svg.includes(`viewBox="0 0 ${size} ${size}"`));
    assert.ok(svg.includes('aria-label="QR code of &quot;x&quot; &amp; &lt;y&gt;"'));
    const drawn = modules.map((row) => row.map(() => false));
    const dark = /fill="#000" d="([^"]*)"/.exec(svg)?.[1] ?? '';
    for (const [, x, y, width] of dark.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
      for (let at = 0; at < Number(width); at++) {
        const row = drawn[Number(y) - 4];
        if (row) row[Number(x) - 4 + at] = true;
      }
    }
    assert.deepEqual(drawn, modules);
  });
});
