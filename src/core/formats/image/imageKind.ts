/** Says what kind of picture a file is by its first bytes; its name says nothing. */

import { type Bytes, fromLatin1 } from '../../base/bytes.ts';

export type ImageKind = 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'AVIF' | 'SVG' | 'ICO' | 'BMP' | 'HTML' | 'unknown';

/** The eight bytes of PNG (Third Edition) 5.2. */
const pngSignature = '\x89PNG\r\n\x1a\n';

export function imageKind(bytes: Bytes): ImageKind {
  const head = fromLatin1(bytes.subarray(0, 1024));
  if (head.startsWith(pngSignature)) return 'PNG';
  if (head.startsWith('\xff\xd8\xff')) return 'JPEG';
  if (head.startsWith('GIF8')) return 'GIF';
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'WebP';
  if (head.startsWith('ftypavif', 4) || head.startsWith('ftypavis', 4)) return 'AVIF';
  if (head.startsWith('\0\0\x01\0')) return 'ICO';
  if (head.startsWith('BM')) return 'BMP';
  const text = head
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return 'HTML';
  if (text.startsWith('<') && text.includes('<svg')) return 'SVG';
  return 'unknown';
}
