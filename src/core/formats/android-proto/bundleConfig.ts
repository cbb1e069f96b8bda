/**
 * `BundleConfig.pb` of an app bundle (bundletool, config.proto): the version of the tool that the store reads the bundle by, what it leaves
 * uncompressed, and which folders of assets an APK for all devices gets. The rest keeps the store's defaults and is not decoded.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Issue } from '../../base/issue.ts';
import { ProtoReader } from '../protobuf/protoReader.ts';
import { ProtoWriter } from '../protobuf/protoWriter.ts';
import { inspectProto } from './protoNodes.ts';

/** SplitDimension.Value of the dimensions whose value is in the names of asset folders (`textures#tcf_astc`), by the key there. */
const suffixDimensions = { tcf: 4, tier: 6, countries: 7, group: 9 } as const;
export type SuffixKey = keyof typeof suffixDimensions;

/** What becomes of the asset folders of one dimension where they are not delivered apart. */
export interface AssetSuffix {
  readonly key: SuffixKey;
  /** The value whose folders stay; empty: the folders without a value. */
  readonly defaultValue: string;
  /** Whether the folders that stay lose the suffix of their name. */
  readonly isStripped: boolean;
}

export interface BundleConfig {
  readonly bundletoolVersion: string;
  /** Files that stay uncompressed in the APKs that are made of the bundle. */
  readonly uncompressedGlobs?: readonly string[];
  /** Present when assets of install-time asset packs are compressed, which they are not by default. */
  readonly compressesAssetPacks?: true;
  readonly assetSuffixes?: readonly AssetSuffix[];
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
  const assetSuffixes: AssetSuffix[] = [];
  let compressesAssetPacks = false;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) for (const version of stringsOf(reader.message(), 2)) bundletoolVersion = version;
    else if (field === 2) assetSuffixes.push(...decodeOptimizations(reader.message()));
    else if (field === 3) compressesAssetPacks = decodeCompression(reader.message(), uncompressedGlobs);
    else reader.skip();
  }
  return {
    bundletoolVersion,
    ...(uncompressedGlobs.length > 0 && { uncompressedGlobs }),
    ...(compressesAssetPacks && { compressesAssetPacks }),
    ...(assetSuffixes.length > 0 && { assetSuffixes }),
  };
}

/** message Optimizations { SplitsConfig splits_config = 1; … }, message SplitsConfig { repeated SplitDimension split_dimension = 1 } */
function* decodeOptimizations(reader: ProtoReader): Generator<AssetSuffix> {
  for (const splits of messagesOf(reader, 1)) {
    for (const dimension of messagesOf(splits, 1)) {
      const suffix = decodeDimension(dimension);
      if (suffix !== undefined) yield suffix;
    }
  }
}

/**
 * message SplitDimension { Value value = 1; bool negate = 2; SuffixStripping suffix_stripping = 3 },
 * message SuffixStripping { bool enabled = 1; string default_suffix = 2 }
 */
function decodeDimension(reader: ProtoReader): AssetSuffix | undefined {
  let dimension = 0;
  let isStripped = false;
  let defaultValue = '';
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) dimension = reader.uint32();
    else if (field === 3) {
      const stripping = reader.message();
      for (let part = stripping.next(); part !== 0; part = stripping.next()) {
        if (part === 1) isStripped = stripping.bool();
        else if (part === 2) defaultValue = stripping.string();
        else stripping.skip();
      }
    } else reader.skip();
  }
  for (const key of ['tcf', 'tier', 'countries', 'group'] as const)
    if (suffixDimensions[key] === dimension) return { key, defaultValue, isStripped };
  return undefined;
}

const compressedPacks = 2;

/** message Compression { repeated string uncompressed_glob = 1; AssetModuleCompression install_time_asset_module_default_compression = 2 } */
function decodeCompression(reader: ProtoReader, globs: string[]): boolean {
  let compresses = false;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) globs.push(reader.string());
    else if (field === 2) compresses = reader.uint32() === compressedPacks;
    else reader.skip();
  }
  return compresses;
}

function* messagesOf(reader: ProtoReader, wanted: number): Generator<ProtoReader> {
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === wanted) yield reader.message();
    else reader.skip();
  }
}

/** The strings of one number in a message. */
function* stringsOf(reader: ProtoReader, wanted: number): Generator<string> {
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === wanted) yield reader.string();
    else reader.skip();
  }
}

/** message Bundletool { …; string version = 2 }; the others as they are read. */
export function encodeBundleConfig(config: BundleConfig): Bytes {
  const { bundletoolVersion, uncompressedGlobs = [], compressesAssetPacks = false, assetSuffixes = [] } = config;
  const writer = new ProtoWriter();
  writer.message(1, (bundletool) => bundletool.string(2, bundletoolVersion));
  if (assetSuffixes.length > 0) {
    writer.message(2, (optimizations) => {
      optimizations.message(1, (splits) => {
        for (const { key, isStripped, defaultValue } of assetSuffixes) {
          splits.message(1, (dimension) => {
            dimension.uint32(1, suffixDimensions[key]);
            dimension.message(3, (stripping) => stripping.bool(1, isStripped).string(2, defaultValue));
          });
        }
      });
    });
  }
  if (uncompressedGlobs.length > 0 || compressesAssetPacks) {
    writer.message(3, (compression) => {
      for (const glob of uncompressedGlobs) compression.string(1, glob);
      if (compressesAssetPacks) compression.uint32(2, compressedPacks);
    });
  }
  return writer.finish();
}
