/** A resource table, independent of its binary (`resources.arsc`) or protobuf (`resources.pb`) encoding. */

import { type ResourceConfiguration } from './resourceConfiguration.ts';
import { type ResourceValue } from './resourceValue.ts';

export interface ResourceTable {
  readonly packages: readonly ResourcePackage[];
}

export interface ResourcePackage {
  /** 0x7f for apps. */
  readonly id: number;
  readonly name: string;
  readonly types: readonly ResourceType[];
}

export interface ResourceType {
  /** 1 to 255; the second byte of a resource id. */
  readonly id: number;
  /** `string`, `mipmap`, … */
  readonly name: string;
  readonly entries: readonly ResourceEntry[];
}

export interface ResourceEntry {
  /** 0 to 65535; the low half of a resource id. */
  readonly id: number;
  readonly name: string;
  readonly isPublic?: boolean;
  readonly values: readonly ConfiguredValue[];
}

export interface ConfiguredValue {
  readonly configuration: ResourceConfiguration;
  readonly value: ResourceValue | ResourceMap;
}

/** A style, array, plural or attribute: a bag of values by id. */
export interface ResourceMap {
  readonly type: 'map';
  /** What kind of bag, where the encoding says or the keys show it. */
  readonly kind: 'style' | 'array' | 'plurals' | 'attribute' | 'unknown';
  /** The parent style's id; 0 when there is none. */
  readonly parent: number;
  readonly items: readonly {
    /** Attribute id, or a `0x01000000`-based internal key. */ readonly key: number;
    readonly value: ResourceValue;
  }[];
}
