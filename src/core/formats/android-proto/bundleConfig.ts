/**
 * `BundleConfig.pb` of an app bundle (bundletool, config.proto): the version of the tool that the store reads the bundle
 * by, and what it leaves uncompressed. The rest keeps the store's defaults and is not decoded.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Issue } from '../../base/issue.ts';
import { ProtoReader } from '../protobuf/protoReader.ts';
import { ProtoWriter } from '../protobuf/protoWriter.ts';
import { inspectProto } from './protoNodes.ts';

export interface BundleConfig {
  readonly bundletoolVersion: string;
  /** Files that stay uncompressed in the APKs that are made of the bundle. */
  readonly uncompressedGlobs?: readonly string[];
}

export interface InspectedBundleConfig {
  readonly config?: BundleConfig;
  readonly issues: readonly Issue[];
}

export function inspectBundleConfig(bytes: Bytes): InspectedBundleConfig {
  const { value: config, issues } = inspectProto('bundle configuration', () => decodeConfig(new ProtoReader(bytes)));
  return { ...(config && { config }), issues };
}

/** message BundleConfig { Bundletool bundletool = 1; Optimizations optimizations = 2; Compression compression = 3; … } */
function decodeConfig(reader: ProtoReader): BundleConfig {
  let bundletoolVersion = '';
  const uncompressedGlobs: string[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) for (const version of stringsOf(reader.message(), 2)) bundletoolVersion = version;
    else if (field === 3) for (const glob of stringsOf(reader.message(), 1)) uncompressedGlobs.push(glob);
    else reader.skip();
  }
  return { bundletoolVersion, ...(uncompressedGlobs.length > 0 && { uncompressedGlobs }) };
}

/** The strings of one number in a message. */
function* stringsOf(reader: ProtoReader, wanted: number): Generator<string> {
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === wanted) yield reader.string();
    else reader.skip();
  }
}

/** message Bundletool { …; string version = 2 }, message Compression { repeated string uncompressed_glob = 1; … } */
export function encodeBundleConfig({ bundletoolVersion, uncompressedGlobs = [] }: BundleConfig): Bytes {
  const writer = new ProtoWriter();
  writer.message(1, (bundletool) => bundletool.string(2, bundletoolVersion));
  if (uncompressedGlobs.length > 0) {
    writer.message(3, (compression) => {
      for (const glob of uncompressedGlobs) compression.string(1, glob);
    });
  }
  return writer.finish();
}
