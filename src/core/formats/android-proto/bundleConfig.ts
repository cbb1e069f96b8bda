/**
 * `BundleConfig.pb` of an app bundle (bundletool, config.proto): the version of the tool that the store reads the bundle
 * by, and how it splits it. What is not named here keeps the store's defaults and is not decoded.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Issue } from '../../base/issue.ts';
import { ProtoReader } from '../protobuf/protoReader.ts';
import { ProtoWriter } from '../protobuf/protoWriter.ts';
import { inspectProto } from './protoNodes.ts';

/** SplitDimension.Value */
const dimensions = { abi: 1, 'screen-density': 2, language: 3, 'texture-compression-format': 4, 'device-tier': 6 } as const;

export type SplitDimension = keyof typeof dimensions;

export interface BundleConfig {
  readonly bundletoolVersion: string;
  /** `isSplit` false: every device gets all of that dimension, such as all languages. */
  readonly splits?: readonly { readonly dimension: SplitDimension; readonly isSplit: boolean }[];
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
  const splits: { dimension: SplitDimension; isSplit: boolean }[] = [];
  const uncompressedGlobs: string[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) for (const version of messagesOf(reader.message(), 2)) bundletoolVersion = version.text();
    else if (field === 2) {
      for (const splitsConfig of messagesOf(reader.message(), 1)) {
        for (const dimension of messagesOf(splitsConfig.reader(), 1)) {
          const split = decodeDimension(dimension.reader());
          if (split !== undefined) splits.push(split);
        }
      }
    } else if (field === 3) for (const glob of messagesOf(reader.message(), 1)) uncompressedGlobs.push(glob.text());
    else reader.skip();
  }
  return {
    bundletoolVersion,
    ...(splits.length > 0 && { splits }),
    ...(uncompressedGlobs.length > 0 && { uncompressedGlobs }),
  };
}

/** The length-delimited fields of one number in a message. */
function* messagesOf(reader: ProtoReader, wanted: number): Generator<{ readonly text: () => string; readonly reader: () => ProtoReader }> {
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field !== wanted) reader.skip();
    else {
      const bytes = reader.bytes();
      yield { text: () => new TextDecoder().decode(bytes), reader: () => new ProtoReader(bytes) };
    }
  }
}

/** message SplitDimension { Value value = 1; bool negate = 2; SuffixStripping = 3 } */
function decodeDimension(reader: ProtoReader): { dimension: SplitDimension; isSplit: boolean } | undefined {
  let number = 0;
  let isSplit = true;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) number = reader.uint32();
    else if (field === 2) isSplit = !reader.bool();
    else reader.skip();
  }
  const dimension = dimensionNames.find((name) => dimensions[name] === number);
  return dimension && { dimension, isSplit };
}

const dimensionNames: readonly SplitDimension[] = ['abi', 'screen-density', 'language', 'texture-compression-format', 'device-tier'];

export function encodeBundleConfig({ bundletoolVersion, splits = [], uncompressedGlobs = [] }: BundleConfig): Bytes {
  const writer = new ProtoWriter();
  writer.message(1, (bundletool) => bundletool.string(2, bundletoolVersion));
  if (splits.length > 0) {
    writer.message(2, (optimizations) =>
      optimizations.message(1, (splitsConfig) => {
        for (const { dimension, isSplit } of splits) {
          splitsConfig.message(1, (message) => {
            message.uint32(1, dimensions[dimension]);
            if (!isSplit) message.bool(2, true);
          });
        }
      }),
    );
  }
  if (uncompressedGlobs.length > 0) {
    writer.message(3, (compression) => {
      for (const glob of uncompressedGlobs) compression.string(1, glob);
    });
  }
  return writer.finish();
}
