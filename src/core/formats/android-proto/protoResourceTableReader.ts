/**
 * Reads a resource table in the protobuf form of app bundles (`aapt.pb.ResourceTable`, Resources.proto) on demand: making
 * a reader finds where the entries lie, `find` decodes the one that is asked for. `inspectProtoResourceTable` decodes all.
 * Source positions, comments, overlayables and styleables are not kept; values behind build flags are left out.
 */

import { type Bytes } from '../../base/bytes.ts';
import { type Issue } from '../../base/issue.ts';
import { entryOfId, packageOfId, typeOfId } from '../android-resources/resourceId.ts';
import { type FoundResource, type ResourceLookup } from '../android-resources/resourceLookup.ts';
import { ProtoReader } from '../protobuf/protoReader.ts';
import { decodeEntry, decodeFirstNumber } from './protoEntry.ts';
import { protoIssue, ProtoNodes } from './protoNodes.ts';

export interface ProtoType {
  readonly id: number;
  readonly name: string;
  /** The messages of the entries, by their ids. */
  readonly entries: ReadonlyMap<number, Bytes>;
}

export interface ProtoPackage {
  readonly id: number;
  readonly name: string;
  readonly types: readonly ProtoType[];
}

export class ProtoResourceTableReader implements ResourceLookup {
  readonly packages: readonly ProtoPackage[];
  readonly #issues: Issue[] = [];

  constructor(bytes: Bytes) {
    const packages: ProtoPackage[] = [];
    try {
      readTable(new ProtoReader(bytes), new ProtoNodes(), packages);
    } catch (error) {
      this.#issues.push(protoIssue('resource table', error));
    }
    this.packages = packages;
  }

  /** What is wrong with the parts that were read so far. */
  get issues(): readonly Issue[] {
    return this.#issues;
  }

  find(id: number): FoundResource | undefined {
    for (const { id: packageId, name, types } of this.packages) {
      if (packageId !== packageOfId(id)) continue;
      for (const type of types) {
        const message = type.id === typeOfId(id) ? type.entries.get(entryOfId(id)) : undefined;
        if (message !== undefined) return this.#decode(name, type.name, message);
      }
    }
    return undefined;
  }

  #decode(packageName: string, typeName: string, message: Bytes): FoundResource | undefined {
    try {
      return { packageName, typeName, entry: decodeEntry(new ProtoReader(message), new ProtoNodes()) };
    } catch (error) {
      const issue = protoIssue('resource table', error);
      if (!this.#issues.some(({ code }) => code === issue.code)) this.#issues.push(issue);
      return undefined;
    }
  }
}

/** message ResourceTable { StringPool source_pool = 1; repeated Package package = 2; … } */
function readTable(reader: ProtoReader, nodes: ProtoNodes, packages: ProtoPackage[]): void {
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 2) packages.push(readPackage(reader.message(), nodes));
    else reader.skip();
  }
}

/** message Package { PackageId package_id = 1; string package_name = 2; repeated Type type = 3 } */
function readPackage(reader: ProtoReader, nodes: ProtoNodes): ProtoPackage {
  nodes.count();
  let id = 0;
  let name = '';
  const types: ProtoType[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) id = decodeFirstNumber(reader.message());
    else if (field === 2) name = reader.string();
    else if (field === 3) types.push(readType(reader.message(), nodes));
    else reader.skip();
  }
  return { id, name, types };
}

/** message Type { TypeId type_id = 1; string name = 2; repeated Entry entry = 3 } */
function readType(reader: ProtoReader, nodes: ProtoNodes): ProtoType {
  nodes.count();
  let id = 0;
  let name = '';
  const entries = new Map<number, Bytes>();
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) id = decodeFirstNumber(reader.message());
    else if (field === 2) name = reader.string();
    else if (field === 3) {
      nodes.count();
      const message = reader.bytes();
      entries.set(entryIdOf(message), message);
    } else reader.skip();
  }
  return { id, name, entries };
}

/** The id is the first field in what tools write, so the rest is rarely looked at. */
function entryIdOf(message: Bytes): number {
  const reader = new ProtoReader(message);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) return decodeFirstNumber(reader.message());
    reader.skip();
  }
  return 0;
}
