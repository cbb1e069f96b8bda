import { ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { concatBytes, latin1, type Bytes } from '../../../../../../src/core/base/bytes.ts';
import { largestSide } from '../../../../../../src/core/formats/image/imageSize.ts';
import { useTemporaryFolder } from '../../../../node/support/temporaryFolder.ts';

const program = fileURLToPath(new URL('../../../../../support/buildWebApp.ts', import.meta.url));

function png(width: number, height: number, depth: 8 | 16, rows: Bytes): Bytes {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([depth, 6], 8);
  return concatBytes(
    latin1('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', new Uint8Array(0)),
  );
}

function chunk(type: string, data: Bytes): Bytes {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, data.length);
  return concatBytes(length, latin1(type), data, new Uint8Array(4));
}

/** Sixteen bits a channel: what takes most memory of what is taken. */
function largest(seed: number): Bytes {
  const rows = new Uint8Array(largestSide * (largestSide * 8 + 1));
  rows[100] = seed;
  return png(largestSide, largestSide, 16, rows);
}

/** Rows that are not there, or only as many as fit in a small file. */
function claimed(width: number, height: number): Bytes {
  return png(width, height, 8, new Uint8Array(Math.min(width * height * 4 + height, 20_000_000)));
}

describe('the memory that icons take', () => {
  const at = useTemporaryFolder();

  const peakOf = (pictures: readonly Bytes[]): number => {
    mkdirSync(at('www'));
    const purposes = ['any', 'maskable', 'monochrome'];
    const icons = pictures.map((_, index) => ({ src: `${index}.png`, sizes: '512x512', purpose: purposes[index % 3] }));
    const shortcuts = pictures.slice(0, 4).map((_, index) => ({ name: `${index}`, url: '.', icons: [{ src: `${index}.png` }] }));
    for (const [index, bytes] of pictures.entries()) writeFileSync(at('www', `${index}.png`), bytes);
    writeFileSync(at('www', 'index.html'), '<link rel=manifest href=m.json><link rel=icon href=0.png>');
    writeFileSync(at('www', 'm.json'), JSON.stringify({ icons, shortcuts }));
    const printed = execFileSync(process.execPath, [program, at()], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    return Number(printed.trim().split('\n').at(-1));
  };

  it('stays below 600 MB for the largest pictures that are taken', () => {
    const megabytes = peakOf([1, 2, 3].map(largest));
    ok(megabytes < 600, `${megabytes} MB`);
  });

  it('stays small for pictures that are too long or claim what they do not have', () => {
    const megabytes = peakOf([claimed(40_000, 1), claimed(1, 1_000_000), claimed(0x7fff_ffff, 0x7fff_ffff), claimed(4096, 4096)]);
    ok(megabytes < 300, `${megabytes} MB`);
  });
});
