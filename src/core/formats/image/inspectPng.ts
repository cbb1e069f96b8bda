/**
 * Reads a PNG picture of any colour type, bit depth and order into RGBA. Sizes are checked against a limit before anything is
 * allocated. The form of Apple's tools is read as well. Colour profiles, gamma and animation are deliberately not looked at.
 */

import { inflateRawSync, inflateSync } from 'node:zlib';
import { type Bytes, concatBytes } from '../../base/bytes.ts';
import { OutOfBytes } from '../../base/byteReader.ts';
import { createIssue, type Issue, type Place } from '../../base/issue.ts';
import { largestSide } from './imageSize.ts';
import { imageKind } from './imageKind.ts';
import { copyPixels, rowLength } from './pngPixels.ts';
import { MalformedPng, parsePngHeader, parsePngRecords, pngChannels, type PngHeader, type PngRecords } from './pngRecords.ts';
import { unfilterRows } from './pngRows.ts';
import { type RgbaImage } from './rgbaImage.ts';

export interface PngInspection {
  /** Absent when an issue of severity error was found. */
  readonly image?: RgbaImage;
  readonly issues: readonly Issue[];
}

export function inspectPng(bytes: Bytes, place: Place = {}, options: { readonly sideLimit?: number } = {}): PngInspection {
  const problem = (issue: Issue): PngInspection => ({ issues: [issue] });
  const kind = imageKind(bytes);
  if (kind !== 'PNG') return problem(createIssue('image-not-png', { kind: kind === 'unknown' ? 'of an unknown kind' : kind }, place));
  try {
    const { width, height } = parsePngHeader(bytes);
    const limit = options.sideLimit ?? largestSide;
    if (width > limit || height > limit) return problem(createIssue('image-too-large', { width, height, limit }, place));
    return { image: decode(parsePngRecords(bytes)), issues: [] };
  } catch (error) {
    return problem(createIssue('image-malformed', { reason: reasonOf(error) }, place));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof MalformedPng) return error.message;
  if (error instanceof OutOfBytes) return 'it ends too early';
  if (error instanceof Error && 'code' in error) return 'its compressed data is damaged';
  throw error;
}

/** The seven passes of Adam7 (section 8): start and step in x and y. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly width: number;
  readonly height: number;
}

function passesOf({ width, height, interlaced }: PngHeader): readonly Pass[] {
  if (!interlaced) return [{ x: 0, y: 0, stepX: 1, stepY: 1, width, height }];
  return adam7
    .map(([x, y, stepX, stepY]) => ({
      x,
      y,
      stepX,
      stepY,
      width: Math.ceil((width - x) / stepX),
      height: Math.ceil((height - y) / stepY),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

function decode(records: PngRecords): RgbaImage {
  const { header } = records;
  const passes = passesOf(header);
  const size = passes.reduce((sum, pass) => sum + pass.height * (rowLength(header, pass.width) + 1), 0);
  const only = records.rows.length === 1 ? records.rows[0] : undefined;
  const packed = only ?? concatBytes(...records.rows);
  // Deflate makes 258 bytes of two bits at best: less cannot contain the rows, and nothing is allocated for them.
  if (packed.length * 1032 < size) throw new MalformedPng('its picture data ends too early');
  // In one piece: pieces would be joined, and be in memory twice.
  const inflate = header.isApples ? inflateRawSync : inflateSync;
  const raw: Bytes = inflate(packed, { maxOutputLength: size + 1, chunkSize: size + 64 });
  if (raw.length < size) throw new MalformedPng('its picture data ends too early');
  const data = new Uint8Array(header.width * header.height * 4);
  const step = Math.max(1, (header.bitDepth * pngChannels(header)) >> 3);
  let offset = 0;
  for (const pass of passes) {
    const rowBytes = rowLength(header, pass.width);
    const next = unfilterRows(raw, offset, pass.height, rowBytes, step);
    for (let y = 0; y < pass.height; y++) {
      const row = raw.subarray(offset + y * (rowBytes + 1) + 1, offset + (y + 1) * (rowBytes + 1));
      const target = ((pass.y + y * pass.stepY) * header.width + pass.x) * 4;
      copyPixels(records, row, pass.width, data, target, pass.stepX * 4);
    }
    offset = next;
  }
  if (header.isApples) undoAppleForm(data);
  return { width: header.width, height: header.height, data };
}

/** From BGRA whose colours are multiplied by alpha. */
function undoAppleForm(data: Bytes): void {
  for (let at = 0; at < data.length; at += 4) {
    const [blue = 0, green = 0, red = 0, alpha = 0] = data.subarray(at, at + 4);
    const plain = (color: number): number => (alpha === 0 ? 0 : Math.min(255, Math.round((color * 255) / alpha)));
    data.set([plain(red), plain(green), plain(blue)], at);
  }
}
