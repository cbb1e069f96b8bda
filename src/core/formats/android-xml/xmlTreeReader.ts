/**
 * Builds the tree from the chunks of a binary XML document, one at a time.
 *
 *   node       ResChunk_header, u32 lineNumber, u32 comment
 *   namespace  u32 prefix, u32 uri
 *   element    u32 ns, u32 name, u16 attributeStart, attributeSize, attributeCount, idIndex, classIndex, styleIndex
 *   end        u32 ns, u32 name
 *   cdata      u32 data, Res_value
 *   map        u32 resource id of the string of the same index
 */

import { type Bytes } from '../../base/bytes.ts';
import { type OnceIssues } from '../android-resources/onceIssues.ts';
import { type XmlAttribute, type XmlElement, type XmlText } from '../android-resources/xmlModel.ts';
import {
  type ChunkHeader,
  RES_STRING_POOL_TYPE,
  RES_XML_CDATA_TYPE,
  RES_XML_END_ELEMENT_TYPE,
  RES_XML_END_NAMESPACE_TYPE,
  RES_XML_RESOURCE_MAP_TYPE,
  RES_XML_START_ELEMENT_TYPE,
  RES_XML_START_NAMESPACE_TYPE,
} from '../resource-chunks/chunkHeader.ts';
import { noString, StringPool } from '../resource-chunks/stringPool.ts';
import { readXmlAttributes, type XmlNames } from './xmlAttributes.ts';

/** No layout is a tenth as deep; the bound keeps code that walks the tree by recursion safe. */
const maxXmlDepth = 500;
const nodeHeaderSize = 16;

interface OpenElement {
  readonly name: string;
  readonly namespaceUri?: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: (XmlElement | XmlText)[];
  readonly namespaces?: readonly { readonly prefix: string; readonly uri: string }[];
  readonly line?: number;
}

export class XmlTreeReader implements XmlNames {
  readonly view: DataView;
  readonly issues: OnceIssues;
  readonly #bytes: Bytes;
  #pool: StringPool | undefined;
  #map: ChunkHeader | undefined;
  #namespaces: { prefix: string; uri: string }[] = [];
  readonly #open: OpenElement[] = [];
  #root: XmlElement | undefined;

  constructor(bytes: Bytes, issues: OnceIssues) {
    this.#bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.issues = issues;
  }

  /** Takes the next chunk; false when reading has to stop. */
  read(chunk: ChunkHeader): boolean {
    switch (chunk.type) {
      case RES_STRING_POOL_TYPE:
        if (this.#root === undefined) this.#readPool(chunk);
        return true;
      case RES_XML_RESOURCE_MAP_TYPE:
        if (this.#root === undefined) this.#map = chunk;
        return true;
      case RES_XML_START_NAMESPACE_TYPE:
        this.#startNamespace(chunk);
        return true;
      case RES_XML_END_NAMESPACE_TYPE:
        return true;
      case RES_XML_START_ELEMENT_TYPE:
        return this.#startElement(chunk);
      case RES_XML_END_ELEMENT_TYPE:
        if (this.#open.pop() === undefined)
          this.issues.add('android-xml-unbalanced', { reason: 'an element ends that never began' }, chunk.start);
        return true;
      case RES_XML_CDATA_TYPE:
        this.#text(chunk);
        return true;
      default:
        this.issues.add(
          'android-xml-odd-chunk',
          { type: `0x${chunk.type.toString(16).padStart(4, '0')}`, size: chunk.declaredSize },
          chunk.start,
        );
        return true;
    }
  }

  finish(end: number): XmlElement | undefined {
    const open = this.#open.at(-1);
    if (open !== undefined) this.issues.add('android-xml-truncated', { part: `<${open.name}>` }, end);
    if (this.#root === undefined) this.issues.add('android-xml-no-root', {});
    return this.#root;
  }

  string(index: number): string | undefined {
    if (index === noString) return undefined;
    const text = this.#pool?.get(index);
    if (text === undefined) this.issues.add('android-xml-bad-string', { index, count: this.#pool?.stringCount ?? 0 });
    return text;
  }

  spans(index: number): ReturnType<StringPool['spans']> {
    return this.#pool?.spans(index);
  }

  resourceIdOf(nameIndex: number): number | undefined {
    const map = this.#map;
    if (map === undefined || nameIndex === noString || map.bodyStart + nameIndex * 4 + 4 > map.end) return undefined;
    return this.view.getUint32(map.bodyStart + nameIndex * 4, true) || undefined;
  }

  #readPool(chunk: ChunkHeader): void {
    this.#pool = new StringPool(this.#bytes, chunk);
    const { declaredCount, stringCount } = this.#pool;
    if (declaredCount > stringCount)
      this.issues.add('android-xml-string-count', { declared: declaredCount, found: stringCount }, chunk.start);
  }

  /** Whether the chunk has this many bytes after its header; if not, that is an issue. */
  #has(chunk: ChunkHeader, count: number, part: string): boolean {
    if (chunk.headerSize >= nodeHeaderSize && chunk.bodyStart + count <= chunk.end) return true;
    this.issues.add('android-xml-truncated', { part }, chunk.start);
    return false;
  }

  #startNamespace(chunk: ChunkHeader): void {
    if (!this.#has(chunk, 8, 'a namespace')) return;
    const prefix = this.string(this.view.getUint32(chunk.bodyStart, true)) ?? '';
    const uri = this.string(this.view.getUint32(chunk.bodyStart + 4, true)) ?? '';
    this.#namespaces.push({ prefix, uri });
  }

  #startElement(chunk: ChunkHeader): boolean {
    if (!this.#has(chunk, 20, 'an element')) return true;
    if (this.#open.length >= maxXmlDepth) {
      this.issues.add('android-xml-too-deep', { limit: maxXmlDepth }, chunk.start);
      return false;
    }
    const namespaceUri = this.string(this.view.getUint32(chunk.bodyStart, true));
    const name = this.string(this.view.getUint32(chunk.bodyStart + 4, true)) ?? '';
    const line = this.view.getUint32(chunk.start + 8, true);
    const element: OpenElement = {
      name,
      ...(namespaceUri !== undefined && { namespaceUri }),
      attributes: readXmlAttributes(this, chunk, name),
      children: [],
      ...(this.#namespaces.length > 0 && { namespaces: this.#namespaces }),
      ...(line !== 0 && { line }),
    };
    this.#namespaces = [];
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else if (this.#root === undefined) this.#root = element;
    else this.issues.add('android-xml-unbalanced', { reason: 'it has more than one root' }, chunk.start);
    this.#open.push(element);
    return true;
  }

  #text(chunk: ChunkHeader): void {
    if (!this.#has(chunk, 4, 'a text')) return;
    const text = this.string(this.view.getUint32(chunk.bodyStart, true));
    if (text !== undefined) this.#open.at(-1)?.children.push({ text });
  }
}
