import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { encode, type BitDepth } from 'fast-png';
import { concatBytes, latin1, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { encodePng } from '../../../../../src/core/formats/image/encodePng.ts';
import { imageSize } from '../../../../../src/core/formats/image/imageSize.ts';
import { inspectPng } from '../../../../../src/core/formats/image/inspectPng.ts';

const signature = latin1('\x89PNG\r\n\x1a\n');

function chunk(type: string, data: Bytes): Bytes {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, data.length);
  head.set(latin1(type), 4);
  return concatBytes(head, data, new Uint8Array(4));
}

function header(width: number, height: number, depth = 8, colorType = 6, interlace = 0): Bytes {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data.set([depth, colorType, 0, 0, interlace], 8);
  return chunk('IHDR', data);
}

function png(head: Bytes, rows: readonly number[], ...others: readonly Bytes[]): Bytes {
  return concatBytes(signature, head, ...others, chunk('IDAT', deflateSync(new Uint8Array(rows))), chunk('IEND', new Uint8Array(0)));
}

function check(bytes: Bytes, expected: readonly number[]): void {
  const { image, issues } = inspectPng(bytes);
  deepStrictEqual(issues, []);
  deepStrictEqual([...(image?.data ?? [])], expected);
}

describe('reading PNG', () => {
  it('reads every colour type', () => {
    check(png(header(1, 1, 8, 6), [0, 1, 2, 3, 4]), [1, 2, 3, 4]);
    check(png(header(1, 1, 8, 2), [0, 1, 2, 3]), [1, 2, 3, 255]);
    check(png(header(1, 1, 8, 0), [0, 7]), [7, 7, 7, 255]);
    check(png(header(1, 1, 8, 4), [0, 7, 9]), [7, 7, 7, 9]);
    check(
      png(header(2, 1, 8, 3), [0, 1, 0], chunk('PLTE', new Uint8Array([1, 2, 3, 4, 5, 6])), chunk('tRNS', new Uint8Array([9]))),
      [4, 5, 6, 255, 1, 2, 3, 9],
    );
  });

  it('stretches few bits and shortens many', () => {
    check(
      png(header(8, 1, 1, 0), [0, 0b10100001]),
      [255, 0, 255, 0, 0, 0, 0, 255].flatMap((grey) => [grey, grey, grey, 255]),
    );
    check(png(header(2, 1, 4, 0), [0, 0xf8]), [255, 255, 255, 255, 136, 136, 136, 255]);
    check(png(header(1, 1, 16, 2), [0, 0xff, 0xff, 0x80, 0x80, 0, 0]), [255, 128, 0, 255]);
  });

  it('makes the one colour of tRNS transparent', () => {
    check(png(header(2, 1, 8, 0), [0, 5, 6], chunk('tRNS', new Uint8Array([0, 6]))), [5, 5, 5, 255, 6, 6, 6, 0]);
    check(png(header(1, 1, 8, 2), [0, 1, 2, 3], chunk('tRNS', new Uint8Array([0, 1, 0, 2, 0, 3]))), [1, 2, 3, 0]);
  });

  it('puts the passes of an interlaced picture in their places', () => {
    // 2 × 2: passes 1 (0,0), 6 (1,0), 7 (0,1) and (1,1).
    check(png(header(2, 2, 8, 0, 1), [0, 1, 0, 2, 0, 3, 4]), [1, 1, 1, 255, 2, 2, 2, 255, 3, 3, 3, 255, 4, 4, 4, 255]);
  });

  it('reads what another encoder writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 17 }),
        fc.integer({ min: 1, max: 17 }),
        fc.constantFrom(1, 2, 3, 4),
        fc.constantFrom<BitDepth>(8, 16),
        fc.infiniteStream(fc.nat(255)),
        (width, height, channels, depth, stream) => {
          const values = [...stream.take(width * height * channels)];
          const data = depth === 8 ? new Uint8Array(values) : new Uint16Array(values.map((value) => value * 257));
          const { image } = inspectPng(encode({ width, height, channels, depth, data }));
          const expected = Array.from({ length: width * height }, (_, index) => {
            const pixel = values.slice(index * channels, (index + 1) * channels);
            const [first = 0, second = 0, third = 0] = channels < 3 ? [pixel[0], pixel[0], pixel[0]] : pixel;
            return [first, second, third, channels % 2 === 0 ? (pixel.at(-1) ?? 0) : 255];
          }).flat();
          deepStrictEqual([...(image?.data ?? [])], expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('writes what it reads', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        fc.infiniteStream(fc.nat(255)),
        async (width, height, opaque, stream) => {
          const data = new Uint8Array(stream.take(width * height * 4));
          for (let offset = 3; offset < data.length; offset += 4) {
            if (opaque) data[offset] = 255;
            if (data[offset] === 0) data.fill(0, offset - 3, offset);
          }
          const bytes = await encodePng({ width, height, data });
          deepStrictEqual(inspectPng(bytes), { image: { width, height, data }, issues: [] });
          deepStrictEqual(await encodePng({ width, height, data }), bytes);
        },
      ),
      { numRuns: 100 },
    );
  });
});

function refused(name: string, bytes: Bytes): void {
  const { image, issues } = inspectPng(bytes);
  strictEqual(image, undefined);
  deepStrictEqual(
    issues.map(({ code }) => code),
    [name],
  );
}

describe('a PNG that is none', () => {
  it('image-not-png: other kinds are named', () => {
    const kinds = {
      JPEG: latin1('\xff\xd8\xff\xe0'),
      WebP: latin1('RIFF\x10\0\0\0WEBPVP8 '),
      GIF: latin1('GIF89a'),
      SVG: utf8('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
      HTML: utf8('\ufeff<!DOCTYPE html><title>404</title>'),
      'of an unknown kind': new Uint8Array(3),
    };
    for (const [kind, bytes] of Object.entries(kinds)) {
      refused('image-not-png', bytes);
      ok(inspectPng(bytes).issues[0]?.message.endsWith(kind), kind);
    }
  });

  it('image-malformed', () => {
    refused('image-malformed', signature);
    refused('image-malformed', concatBytes(signature, header(1, 1).subarray(0, 20)));
    refused('image-malformed', concatBytes(signature, header(1, 1)));
    refused('image-malformed', png(header(1, 1, 3, 6), [0, 0, 0, 0, 0]));
    refused('image-malformed', png(header(0, 1), [0]));
    refused('image-malformed', png(header(2, 2), [0, 1]));
    refused('image-malformed', png(header(1, 1), [9, 1, 2, 3, 4]));
    refused('image-malformed', png(header(1, 1, 8, 3), [0, 0]));
    refused('image-malformed', concatBytes(signature, header(1, 1), chunk('IDAT', new Uint8Array(9)), chunk('IEND', new Uint8Array(0))));
  });

  it('image-malformed: data that inflates to more than the picture needs is not inflated', () => {
    const bomb = deflateSync(new Uint8Array(50_000_000));
    refused('image-malformed', concatBytes(signature, header(4, 4), chunk('IDAT', bomb), chunk('IEND', new Uint8Array(0))));
  });

  it('image-too-large: a size is refused before anything is allocated', () => {
    refused('image-too-large', png(header(0x7fff_ffff, 0x7fff_ffff), [0]));
    refused('image-too-large', png(header(5000, 4000), [0]));
    for (const side of [4097, 40_000, 1_000_000, 0x7fff_ffff]) {
      refused('image-too-large', png(header(side, 1), [0]));
      refused('image-too-large', png(header(1, side, 1, 0), [0]));
    }
  });

  it('image-malformed: nothing is allocated for rows that so little data cannot contain', async () => {
    const before = process.memoryUsage().arrayBuffers;
    refused('image-malformed', png(header(4096, 4096, 16), [0]));
    ok(process.memoryUsage().arrayBuffers - before < 1_000_000);
  });

  it('tells the size without decoding', () => {
    const { width, height } = imageSize(concatBytes(signature, header(300, 200))) ?? {};
    deepStrictEqual([width, height], [300, 200]);
    const webp = (kind: string, ...rest: readonly number[]): Bytes =>
      concatBytes(
        latin1('RIFF\x20\0\0\0WEBP'),
        latin1(kind),
        new Uint8Array(4),
        new Uint8Array([...rest, ...Array.from({ length: 10 }, () => 0)]),
      );
    deepStrictEqual(imageSize(webp('VP8 ', 0, 0, 0, 0x9d, 1, 0x2a, 0x2c, 0x41, 0xc8, 0)), { width: 300, height: 200 });
    deepStrictEqual(imageSize(webp('VP8L', 0x2f, 0x2b, 0xc1, 0x31, 0)), { width: 300, height: 200 });
    deepStrictEqual(imageSize(webp('VP8X', 0, 0, 0, 0, 0x2b, 1, 0, 0xc7, 0, 0)), { width: 300, height: 200 });
    strictEqual(imageSize(utf8('nothing')), undefined);
  });
});
