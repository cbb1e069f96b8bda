/**
 * The one place that says what a file is: every command and the editor ask it. It goes by the bytes alone; what a name promises is no
 * evidence. Encodings that can be undone without doubt are undone, so that their content is recognized and read. Never throws.
 */

import { fromLatin1, fromStrictUtf8, startsWithBytes, utf8, type Bytes } from '../../base/bytes.ts';
import { readJksStructure } from '../java-keystore/jksStructure.ts';
import { type FileKind, type RecognizedFile } from './fileKind.ts';
import { recognizeBinary } from './recognizeBinary.ts';
import { isExactDer } from './recognizeDer.ts';
import { hasControlCharacters, recognizeText } from './recognizeText.ts';
import { type Candidate, candidatesOfBinary, candidatesOfText, textOfUtf16 } from './undoEncoding.ts';

/** Base64 of base64 happens; more layers than this are a riddle. */
const mostLayers = 4;
/** Larger files are not signing files, and are recognized as they are. */
const largestEncoded = 16 * 1024 * 1024;

/** What a decoded file may be, to be believed: its own kind, not a text or noise that any bytes are. */
const telling: ReadonlySet<FileKind> = new Set<FileKind>([
  'jks',
  'pkcs12',
  'jceks',
  'bks',
  'bcfks',
  'pem-identity',
  'certificate',
  'certificate-bundle',
  'certificate-request',
  'private-key',
  'public-key',
  'provisioning-profile',
  'signed-data',
  'property-list',
  'zip',
  'openssl-encrypted',
  'match-encrypted',
  'gpg-encrypted',
  'smime-encrypted',
  'age-encrypted',
]);

export function recognizeFile(bytes: Bytes): RecognizedFile {
  return { ...recognizeLayer(bytes, 0), given: bytes };
}

/** What the bytes are, whatever they came from. */
type Layer = Omit<RecognizedFile, 'given'>;

function recognizeLayer(bytes: Bytes, depth: number): Layer {
  if (bytes.length === 0) return { kind: 'empty', bytes, isPem: false, detail: '' };
  const utf16 = bytes.length <= largestEncoded ? textOfUtf16(bytes) : undefined;
  const text = utf16 ?? textOf(bytes);
  if (text === undefined) return recognizeLayerOfBinary(bytes, depth);
  const found = recognizeText(text);
  const isPem = text.includes('-----BEGIN ');
  const decoded = decode(candidatesOfText(text, utf16 !== undefined), depth);
  if (decoded) return asMatchFile(decoded);
  const content = utf16 === undefined ? withoutMark(bytes) : utf8(text.replace(/^\uFEFF/, ''));
  return { ...found, bytes: content, isPem };
}

function recognizeLayerOfBinary(bytes: Bytes, depth: number): Layer {
  const found = recognizeBinary(bytes);
  const isWhole = found.kind === 'zip' || isExact(found.kind, bytes);
  const decoded = isWhole || bytes.length > largestEncoded ? undefined : decode(candidatesOfBinary(bytes), depth);
  return decoded ?? { ...found, bytes, isPem: false };
}

function decode(candidates: readonly Candidate[], depth: number): Layer | undefined {
  if (depth >= mostLayers) return undefined;
  for (const { bytes, encoding, mustBeExact, isWrapper } of candidates) {
    const inner = recognizeLayer(bytes, depth + 1);
    if (!telling.has(inner.kind) && !inner.isPem) continue;
    if (inner.kind === 'pem-incomplete' || inner.kind === 'pem-other') continue;
    // A certificate in PEM is not a file that was wrapped in PEM.
    if (isWrapper && inner.kind === 'certificate') continue;
    if (mustBeExact && !isExact(inner.kind, inner.bytes)) continue;
    return { ...inner, encoding };
  }
  return undefined;
}

/** fastlane match, in its first form, writes what `openssl enc` wrote as base64. */
function asMatchFile(file: Layer): Layer {
  return file.kind === 'openssl-encrypted' ? { ...file, kind: 'match-encrypted' } : file;
}

/** Whether a file of this kind ends where it says so itself. */
function isExact(kind: FileKind, bytes: Bytes): boolean {
  if (kind === 'jks') return readJksStructure(bytes).signed?.trailingBytes === 0;
  return isExactDer(bytes);
}

function textOf(bytes: Bytes): string | undefined {
  return hasControlCharacters(fromLatin1(bytes)) ? undefined : fromStrictUtf8(bytes);
}

const byteOrderMark = Uint8Array.of(0xef, 0xbb, 0xbf);

function withoutMark(bytes: Bytes): Bytes {
  return startsWithBytes(bytes, byteOrderMark) ? bytes.subarray(byteOrderMark.length) : bytes;
}
