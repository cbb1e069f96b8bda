/**
 * Decodes binary Android XML (`ResXMLTree_*`, ResourceTypes.h). It reads what the platform reads, which is more than
 * build tools write: a wrong document type, unknown chunks in between, attributes of another size, names that were
 * emptied while the resource ids stayed. Comments are not kept.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Issue } from '../../base/issue.ts';
import { OnceIssues } from '../android-resources/onceIssues.ts';
import { type XmlElement } from '../android-resources/xmlModel.ts';
import { type ChunkHeader, chunkHeaderSize, readChunkHeader, RES_STRING_POOL_TYPE, RES_XML_TYPE } from '../resource-chunks/chunkHeader.ts';
import { XmlTreeReader } from './xmlTreeReader.ts';

export interface InspectedAndroidXml {
  /** The tree as far as it could be read. */
  readonly root?: XmlElement;
  readonly issues: readonly Issue[];
}

export function inspectAndroidXml(bytes: Bytes): InspectedAndroidXml {
  const issues = new OnceIssues();
  const root = readDocument(bytes, issues);
  return { ...(root && { root }), issues: issues.list() };
}

function readDocument(bytes: Bytes, issues: OnceIssues): XmlElement | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const document = readChunkHeader(view, 0, bytes.length);
  if (document === undefined || !looksBinary(view, document)) {
    if (isText(bytes)) issues.add('android-xml-is-text', {});
    else issues.add('android-xml-not-binary', { start: describeStart(bytes) });
    return undefined;
  }
  if (document.type !== RES_XML_TYPE) issues.add('android-xml-odd-header', { type: hex4(document.type) }, 0);
  if (document.declaredSize > bytes.length) issues.add('android-xml-truncated', { part: 'the document' }, bytes.length);
  const reader = new XmlTreeReader(bytes, issues);
  readChunks(view, document, reader, issues);
  return reader.finish(document.end);
}

function readChunks(view: DataView, document: ChunkHeader, reader: XmlTreeReader, issues: OnceIssues): void {
  let offset = document.bodyStart;
  while (offset < document.end) {
    const chunk = readChunkHeader(view, offset, document.end);
    if (chunk === undefined) {
      issues.add('android-xml-truncated', { part: 'a header' }, offset);
      return;
    }
    const isSound = chunk.declaredSize >= chunkHeaderSize && chunk.headerSize >= chunkHeaderSize && chunk.headerSize <= chunk.declaredSize;
    if (!isSound) issues.add('android-xml-odd-chunk', { type: hex4(chunk.type), size: chunk.declaredSize }, offset);
    else if (offset + chunk.declaredSize > document.end)
      issues.add('android-xml-truncated', { part: `a part of type ${hex4(chunk.type)}` }, offset);
    if (chunk.declaredSize < chunkHeaderSize) return;
    if (isSound && !reader.read(chunk)) return;
    offset = chunk.end;
  }
}

/** The type is often falsified, so the string pool that follows counts as much. */
function looksBinary(view: DataView, document: ChunkHeader): boolean {
  if (document.type === RES_XML_TYPE && document.headerSize >= chunkHeaderSize) return true;
  return document.headerSize === chunkHeaderSize && readChunkHeader(view, chunkHeaderSize, view.byteLength)?.type === RES_STRING_POOL_TYPE;
}

function isText(bytes: Bytes): boolean {
  const start = bytes[0] === 0xef ? 3 : 0;
  const first = bytes.subarray(start, start + 64).find((byte) => byte > 0x20);
  return first === 0x3c;
}

function describeStart(bytes: Bytes): string {
  return bytes.length === 0 ? 'nothing' : [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function hex4(type: number): string {
  return `0x${type.toString(16).padStart(4, '0')}`;
}
