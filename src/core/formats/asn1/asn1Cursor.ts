/** Walks over the values of a SEQUENCE or SET in the order that a specification lists them. */

import { type Bytes } from '../../base/bytes.ts';
import { type Asn1Node } from './asn1Node.ts';
import { type UniversalType } from './asn1Tag.ts';
import { countOf, integerOf, objectIdentifierOf, octetsOf } from './asn1Value.ts';
import { MalformedAsn1 } from './malformedAsn1.ts';

export class Asn1Cursor {
  readonly node: Asn1Node;
  readonly #children: readonly Asn1Node[];
  #position = 0;

  /** Over the values of any constructed value; `Asn1Cursor.of` also looks at its type. */
  constructor(node: Asn1Node) {
    this.node = node;
    this.#children = node.children;
  }

  static of(type: 'SEQUENCE' | 'SET', node: Asn1Node): Asn1Cursor {
    if (!node.is(type)) throw new MalformedAsn1(`${type} expected`, node.offset);
    return new Asn1Cursor(node);
  }

  get hasMore(): boolean {
    return this.#position < this.#children.length;
  }

  /** The next value whatever it is; `name` is how the specification calls it. */
  next(name: string): Asn1Node {
    const node = this.#children[this.#position];
    if (!node) throw new MalformedAsn1(`${name} is missing`, this.node.offset);
    this.#position++;
    return node;
  }

  rest(): readonly Asn1Node[] {
    const nodes = this.#children.slice(this.#position);
    this.#position = this.#children.length;
    return nodes;
  }

  /** What a specification lists is all there; `name` is what contains it. */
  end(name: string): void {
    const extra = this.#children[this.#position];
    if (extra) throw new MalformedAsn1(`${name} contains too many values`, extra.offset);
  }

  /** The next value when it has this type, else `undefined`, and the cursor stays. */
  optional(type: UniversalType): Asn1Node | undefined {
    const node = this.#children[this.#position];
    if (!node?.is(type)) return undefined;
    this.#position++;
    return node;
  }

  /** The next value when it has this context tag. */
  optionalContext(tag: number): Asn1Node | undefined {
    const node = this.#children[this.#position];
    if (!node?.isContext(tag)) return undefined;
    this.#position++;
    return node;
  }

  sequence(name: string): Asn1Cursor {
    return Asn1Cursor.of('SEQUENCE', this.next(name));
  }

  set(name: string): Asn1Cursor {
    return Asn1Cursor.of('SET', this.next(name));
  }

  integer(name: string): bigint {
    return integerOf(this.next(name));
  }

  count(name: string): number {
    return countOf(this.next(name));
  }

  octets(name: string): Bytes {
    const node = this.next(name);
    if (!node.is('OCTET_STRING')) throw new MalformedAsn1(`${name} is not an OCTET STRING`, node.offset);
    return octetsOf(node);
  }

  objectIdentifier(name: string): string {
    return objectIdentifierOf(this.next(name));
  }
}

/** The only value inside an explicit tag. */
export function insideOf(node: Asn1Node): Asn1Node {
  const [only, another] = node.children;
  if (!only || another) throw new MalformedAsn1('An explicit tag must contain exactly one value', node.offset);
  return only;
}
