/**
 * The pictures that Metro writes next to a bundle (`drawable-xhdpi/name.png`, `raw/name.mp4`), matched with the files of the package that its
 * resource table names. What the table does not know cannot be put in: a new resource has to be compiled.
 */

import { type Bytes } from '../../../base/bytes.ts';
import { type Issue } from '../../../base/issue.ts';
import { inspectProtoResourceTable } from '../../../formats/android-proto/inspectProtoResourceTable.ts';
import { type ResourceConfiguration } from '../../../formats/android-resources/resourceConfiguration.ts';
import { type ResourceTable } from '../../../formats/android-resources/resourceTableModel.ts';
import { inspectResourceTable } from '../../../formats/resource-table/inspectResourceTable.ts';

/** Dots per inch by the qualifier of a folder (developer.android.com, "App resources overview"). */
const densities: Readonly<Record<string, number | undefined>> = {
  ldpi: 120,
  mdpi: 160,
  tvdpi: 213,
  hdpi: 240,
  xhdpi: 320,
  xxhdpi: 480,
  xxxhdpi: 640,
  nodpi: 0xffff,
};

export interface ResourceFiles {
  /** The entry of the package for `drawable-xhdpi/name.png`; `undefined` when there is none. */
  entryOf(path: string): string | undefined;
}

/** `prefix` is before the paths that the table names. */
export function openResourceFiles(
  bytes: Bytes,
  form: 'apk' | 'aab',
  prefix: string,
): { readonly files?: ResourceFiles; readonly issues: readonly Issue[] } {
  const { table, issues } = form === 'apk' ? inspectResourceTable(bytes) : inspectProtoResourceTable(bytes);
  if (!table) return { issues };
  const paths = filePaths(table);
  return {
    issues: [],
    files: {
      entryOf: (path) => {
        const place = placeOf(path);
        const found = place && paths.get(place.key);
        // A picture that has become one of another kind is a new resource.
        return found !== undefined && found.endsWith(`.${place?.ending ?? ''}`) ? prefix + found : undefined;
      },
    },
  };
}

function filePaths(table: ResourceTable): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const { types } of table.packages) {
    for (const { name: type, entries } of types) {
      if (type !== 'drawable' && type !== 'raw') continue;
      for (const { name, values } of entries) {
        for (const { configuration, value } of values)
          if (value.type === 'string' && isOfDensityAlone(configuration)) paths.set(key(type, name, configuration.density), value.value);
      }
    }
  }
  return paths;
}

/** Android adds the version of the system that knows the qualifier. */
function isOfDensityAlone(configuration: ResourceConfiguration): boolean {
  return Object.entries(configuration).every(([field, value]) => value === undefined || field === 'density' || field === 'sdkVersion');
}

function key(type: string, name: string, density: number | undefined): string {
  return `${type}/${name}/${density ?? 0}`;
}

function placeOf(path: string): { readonly key: string; readonly ending: string } | undefined {
  const [, type = '', qualifier, name = '', ending = ''] = /^(drawable|raw)(?:-([a-z]+))?\/([^/.]+)\.([^/]+)$/.exec(path) ?? [];
  // Nine-patch pictures and XML are compiled.
  if (type === '' || ending.startsWith('9.') || ending === 'xml') return undefined;
  const density = qualifier === undefined ? undefined : densities[qualifier];
  if (qualifier !== undefined && density === undefined) return undefined;
  return { key: key(type, name, density), ending };
}
