/** An Android XML document, independent of its binary or protobuf encoding. */

import { type ResourceValue } from './resourceValue.ts';

export const androidNamespace = 'http://schemas.android.com/apk/res/android';

export interface XmlElement {
  readonly name: string;
  readonly namespaceUri?: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlElement | XmlText)[];
  /** Prefixes declared on this element. */
  readonly namespaces?: readonly { readonly prefix: string; readonly uri: string }[];
  readonly line?: number;
}

export interface XmlText {
  readonly text: string;
}

export interface XmlAttribute {
  readonly name: string;
  readonly namespaceUri?: string;
  /** The attribute's resource id, such as 0x01010003 for `android:name`. */
  readonly resourceId?: number;
  readonly value: ResourceValue;
  /** The text as it stood in the source, where the encoding keeps it. */
  readonly rawValue?: string;
}
