/** Collects resources and gives them their ids, in the order in which they are first named, and the files that they point to. */

import { type Bytes } from '../../../base/bytes.ts';
import { type ResourceConfiguration } from '../../../formats/android-resources/resourceConfiguration.ts';
import { resourceId } from '../../../formats/android-resources/resourceId.ts';
import { type ConfiguredValue, type ResourceTable } from '../../../formats/android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../../../formats/android-resources/resourceValue.ts';
import { type XmlElement } from '../../../formats/android-resources/xmlModel.ts';

const appPackage = 0x7f;

export type ResourceTypeName = 'string' | 'color' | 'mipmap' | 'style' | 'xml';

/** A file of the package below `res`: a document that is encoded when it is known for which format, or a PNG. */
export type ResourceFile = { readonly path: string } & ({ readonly xml: XmlElement } | { readonly bytes: Bytes });

interface Entry {
  readonly id: number;
  readonly values: ConfiguredValue[];
}

export class ResourceBuilder {
  readonly files: ResourceFile[] = [];
  readonly #types = new Map<ResourceTypeName, Map<string, Entry>>();

  #entry(type: ResourceTypeName, name: string): { readonly id: number; readonly entry: Entry } {
    const entries = this.#types.get(type) ?? new Map<string, Entry>();
    this.#types.set(type, entries);
    const entry = entries.get(name) ?? { id: entries.size, values: [] };
    entries.set(name, entry);
    return { id: resourceId(appPackage, [...this.#types.keys()].indexOf(type) + 1, entry.id), entry };
  }

  /** A reference to a resource, which may be defined later. */
  reference(type: ResourceTypeName, name: string): ResourceValue {
    return { type: 'reference', id: this.#entry(type, name).id, name: `${type}/${name}` };
  }

  add(type: ResourceTypeName, name: string, value: ConfiguredValue['value'], configuration: ResourceConfiguration = {}): void {
    this.#entry(type, name).entry.values.push({ configuration, value });
  }

  addFile(type: ResourceTypeName, name: string, file: ResourceFile, configuration: ResourceConfiguration = {}): void {
    this.add(type, name, { type: 'string', value: file.path, file: 'xml' in file ? 'xml' : 'png' }, configuration);
    this.files.push(file);
  }

  table(packageName: string): ResourceTable {
    const types = [...this.#types].map(([name, entries], index) => ({
      id: index + 1,
      name,
      entries: [...entries].map(([entryName, entry]) => ({ id: entry.id, name: entryName, values: entry.values })),
    }));
    return { packages: [{ id: appPackage, name: packageName, types }] };
  }
}
