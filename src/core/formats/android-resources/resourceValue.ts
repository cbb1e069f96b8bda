/**
 * A typed Android resource value (`Res_value`, frameworks/base libs/androidfw/include/androidfw/ResourceTypes.h), the same
 * in binary XML, in the resource table and in the protobuf form.
 */

export type ResourceValue =
  | { readonly type: 'null' }
  /** `@empty`: a value that is present and empty. */
  | { readonly type: 'empty' }
  /** `@package:type/entry` or, with `attribute`, `?package:type/entry`. `id` 0 is a null reference. */
  | {
      readonly type: 'reference';
      readonly id: number;
      readonly attribute?: boolean;
      readonly dynamic?: boolean;
      /** `type/entry` when known: what an encoder that makes the ids resolves. */ readonly name?: string;
    }
  | {
      readonly type: 'string';
      readonly value: string;
      /** Spans of a styled string, in UTF-16 units, last inclusive. */ readonly spans?: readonly StringSpan[];
      /** The text is the path of a file in the package. Only the protobuf form records it; the binary form needs no hint. */
      readonly file?: 'png' | 'xml' | 'other';
    }
  | { readonly type: 'float'; readonly value: number }
  /** The 32 raw bits of a complex value: use `formatDimension`. */
  | { readonly type: 'dimension'; readonly bits: number }
  | { readonly type: 'fraction'; readonly bits: number }
  /** Signed 32 bits. */
  | { readonly type: 'integer'; readonly value: number; readonly hexadecimal?: boolean }
  | { readonly type: 'boolean'; readonly value: boolean }
  /** 0xAARRGGBB, unsigned. */
  | { readonly type: 'color'; readonly argb: number; readonly form: 'argb8' | 'rgb8' | 'argb4' | 'rgb4' }
  /** A type this product does not know, kept as it is. */
  | { readonly type: 'unknown'; readonly dataType: number; readonly data: number };

export interface StringSpan {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}
