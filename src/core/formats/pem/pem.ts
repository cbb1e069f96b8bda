/**
 * PEM text (RFC 7468): blocks of base64 between BEGIN and END lines. Reads leniently (text around blocks, RFC 1421 headers,
 * any line length, CRLF) and in linear time; writes the strict form. Encrypted RFC 1421 blocks are read as they are.
 */

import { fromBase64, toBase64, type Bytes } from '../../base/bytes.ts';

export interface PemBlock {
  /** `CERTIFICATE`, `PRIVATE KEY` … */
  readonly label: string;
  readonly bytes: Bytes;
  /** RFC 1421 headers such as `Proc-Type: 4,ENCRYPTED`, which only the traditional OpenSSL key forms have. */
  readonly headers: Readonly<Record<string, string>>;
}

const beginLine = /^-----BEGIN ([ -~]{0,80})-----\s*$/;

function readBlock(label: string, lines: readonly string[]): PemBlock {
  const headers: Record<string, string> = {};
  let start = 0;
  for (const [index, line] of lines.entries()) {
    const header = /^([A-Za-z-]{1,64}): (.*)$/.exec(line.trimEnd());
    if (!header?.[1]) break;
    headers[header[1]] = header[2] ?? '';
    start = index + 1;
  }
  return { label, bytes: fromBase64(lines.slice(start).join('')), headers };
}

/** All complete blocks of a text, in order. A block without its END line is not returned. */
export function parsePem(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  let label: string | undefined;
  let body: string[] = [];
  for (const line of text.split('\n')) {
    const begin = beginLine.exec(line.trim());
    if (begin) {
      label = begin[1] ?? '';
      body = [];
    } else if (label !== undefined && line.trim() === `-----END ${label}-----`) {
      blocks.push(readBlock(label, body));
      label = undefined;
    } else if (label !== undefined) body.push(line);
  }
  return blocks;
}

export function encodePem(label: string, bytes: Bytes): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
