/**
 * Undoes what transports do to a file and what can be undone without doubt: base64 in its many wrappings, hexadecimal, UTF-16, an HTTP
 * response around the file, converted line ends. Every step is linear in the length of the input, and nothing is guessed: the caller
 * takes the result only when it is a file it knows.
 */

import { fromLatin1, fromStrictUtf8, latin1, utf8, type Bytes } from '../../base/bytes.ts';
import { phrase } from '../../base/phrase.ts';
import { parsePem } from '../pem/pem.ts';
import { bytesOfHex, swapPairs } from './hexDump.ts';
import { hasControlCharacters } from './recognizeText.ts';

export interface Candidate {
  readonly bytes: Bytes;
  /** How the file is written, to be in a sentence. */
  readonly encoding: string;
  /** Only right when nothing is missing and nothing follows: other changes than this one lead elsewhere. */
  readonly mustBeExact?: true;
  /** PEM around a file that is not of the kind its label says. */
  readonly isWrapper?: true;
}

/** The text of UTF-16, with or without a byte order mark; `undefined` for anything else. */
export function textOfUtf16(bytes: Bytes): string | undefined {
  const order = byteOrderOf(bytes);
  if (order === undefined) return undefined;
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  const text = (order === 'little' ? even : even.swap16()).toString('utf16le').replace(/^\uFEFF/, '');
  return hasControlCharacters(text) ? undefined : text;
}

function byteOrderOf(bytes: Bytes): 'little' | 'big' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'little';
  if (first === 0xfe && second === 0xff) return 'big';
  // Latin letters alone, as in base64 and PEM: every other byte is zero.
  const head = bytes.subarray(0, 256);
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const half = Math.floor(head.length / 2);
  if (half < 8 || bytes.length % 2 !== 0) return undefined;
  if (zeros[1] === half && zeros[0] === 0) return 'little';
  return zeros[0] === half && zeros[1] === 0 ? 'big' : undefined;
}

/** What a text may be the encoded form of, the likeliest first. */
export function candidatesOfText(text: string, isUtf16: boolean): readonly Candidate[] {
  if (text.includes('-----BEGIN ')) return candidatesOfPem(text, isUtf16);
  const bare = unwrapText(text);
  const found: Candidate[] = [];
  const hex = bytesOfHex(bare.text);
  if (hex) {
    found.push({ bytes: hex, encoding: phrase('hexadecimal text') });
    found.push({ bytes: swapPairs(hex), encoding: phrase('hexadecimal text') });
  }
  const base64 = bytesOfBase64(bare.text);
  if (base64) found.push({ bytes: base64, encoding: isUtf16 ? phrase('base64 text in UTF-16') : bare.encoding });
  return found;
}

/** Line breaks lost or written as `\n`, text in UTF-16, and `certutil -encode`, which writes any file as a certificate. */
function candidatesOfPem(text: string, isUtf16: boolean): readonly Candidate[] {
  const blocks = parsePem(text);
  const [only, another] = blocks;
  if (only && !another && /^(?:CERTIFICATE|PKCS12|PFX|KEYSTORE)$/.test(only.label))
    return [
      { bytes: only.bytes, encoding: phrase('PEM text around the whole file, as certutil -encode writes it'), isWrapper: true },
      ...(isUtf16 ? [pemInUtf16(text)] : []),
    ];
  if (blocks.length > 0) return isUtf16 ? [pemInUtf16(text)] : [];
  const broken = unwrapText(text)
    .text.replaceAll(/\\r\\n|\\n/g, '\n')
    .replaceAll(/-----(?:BEGIN|END) [A-Z0-9 #]{1,60}-----/g, '\n$&\n');
  return parsePem(broken).length > 0 ? [{ bytes: utf8(broken), encoding: phrase('PEM text without its line breaks') }] : [];
}

function pemInUtf16(text: string): Candidate {
  return { bytes: utf8(text), encoding: phrase('PEM text in UTF-16') };
}

interface BareText {
  readonly text: string;
  /** Of base64 that stood so. */
  readonly encoding: string;
}

const base64Alone = phrase('base64 text');

/** Without a byte order mark, `data:` prefix, `NAME=`, quotation marks, and the commas or semicolons behind them. */
function unwrapText(text: string): BareText {
  const quotes = phrase('base64 text in quotation marks');
  let rest = text.replace(/^\uFEFF/, '').trim();
  let encoding: string = base64Alone;
  const unquote = (): void => {
    const quoted = /^(["'`])([^"'`]*)\1\s*[,;)]*$/.exec(rest);
    if (!quoted) return;
    rest = quoted[2]?.trim() ?? '';
    if (encoding === base64Alone) encoding = quotes;
  };
  unquote();
  const variable = /^(?:export\s+|set\s+|\$env:)?["']?[A-Za-z_][\w.-]{0,100}["']?\s*(?:=|:)\s*(?=[^\s:=/])/i.exec(rest);
  // `AAAA=` is the end of base64, not a name; and `data:` has its own case.
  if (variable && !/^data:/i.test(rest) && rest.length - variable[0].length >= 16) {
    rest = rest.slice(variable[0].length).trim();
    encoding = phrase('base64 text behind a name, as in a file of environment variables');
  }
  unquote();
  const uri = /^data:[\w.+/-]{0,100}(?:;[\w.=-]{1,100}){0,5},/i.exec(rest);
  if (uri) {
    rest = rest.slice(uri[0].length);
    encoding = phrase('base64 text behind a data: prefix');
  }
  return { text: rest, encoding };
}

function bytesOfBase64(text: string): Bytes | undefined {
  const plain = text
    .replaceAll(/\\r|\\n/g, '')
    .replaceAll(/%(2b|2f|3d|0a|0d)/gi, (coded) => decodeURIComponent(coded))
    .replaceAll(/\s+/g, '');
  if (plain.length < 24 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(plain)) return undefined;
  return new Uint8Array(Buffer.from(plain, 'base64'));
}

const mostHeaders = 16 * 1024;

/** What a file that is not text may have been before. */
export function candidatesOfBinary(bytes: Bytes): readonly Candidate[] {
  const found: Candidate[] = [];
  const head = fromLatin1(bytes.subarray(0, mostHeaders));
  const headersEnd = /^HTTP\/[\d.]{1,3} \d{3}/.test(head) ? head.indexOf('\r\n\r\n') : -1;
  if (headersEnd > 0) found.push({ bytes: bytes.subarray(headersEnd + 4), encoding: phrase('an HTTP response with its headers') });
  const withoutReturns = undoCarriageReturns(bytes);
  if (withoutReturns)
    found.push({ bytes: withoutReturns, encoding: phrase('a file with converted line ends (LF to CRLF)'), mustBeExact: true });
  const fromText = undoUtf8(bytes);
  if (fromText) found.push({ bytes: fromText, encoding: phrase('a file converted from Latin-1 to UTF-8'), mustBeExact: true });
  return found;
}

/** Where every line feed has a carriage return before it, which bytes of keys have not by themselves. */
function undoCarriageReturns(bytes: Bytes): Bytes | undefined {
  const kept = new Uint8Array(bytes.length);
  let length = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0x0a) {
      if (bytes[index - 1] !== 0x0d) return undefined;
      length--;
    }
    kept[length++] = byte;
  }
  return length === bytes.length ? undefined : kept.subarray(0, length);
}

function undoUtf8(bytes: Bytes): Bytes | undefined {
  const text = fromStrictUtf8(bytes);
  if (text === undefined || text.length === bytes.length) return undefined;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0xff) return undefined;
  return latin1(text);
}
