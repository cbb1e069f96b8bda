/**
 * `gradle/libs.versions.toml`, the version catalog of Gradle: the tables of versions and plugins. A reader of the part of TOML that such
 * files use, one entry a line; rich versions (`{ strictly = … }`) and lists stay unknown.
 */

import { type Located } from '../source-text/located.ts';

export interface VersionCatalog {
  /** By their alias with dots, as scripts name them: `android-version` is `android.version`. */
  readonly versions: ReadonlyMap<string, Located<string>>;
  /** Ids of plugins by their alias with dots. */
  readonly plugins: ReadonlyMap<string, string>;
}

const mostEntries = 5000;

export function parseVersionCatalog(text: string): VersionCatalog {
  const versions = new Map<string, Located<string>>();
  const plugins = new Map<string, string>();
  let table = '';
  let offset = 0;
  for (const line of text.split('\n').slice(0, mostEntries)) {
    const body = line.slice(0, 500);
    const header = /^\s{0,20}\[([\w.-]{1,60})\]/.exec(body)?.[1];
    if (header !== undefined) table = header;
    else if (table === 'versions' || table === 'plugins') {
      const entry = /^(\s{0,20}["']?([\w-]{1,100})["']?\s{0,20}=\s{0,20})(.*)$/.exec(body);
      const [, before = '', alias = '', value = ''] = entry ?? [];
      const name = alias.replaceAll(/[-_]/g, '.');
      const plain = /^"([^"\\]*)"|^'([^']*)'/.exec(value);
      const written = plain?.[1] ?? plain?.[2];
      if (entry && table === 'versions' && written !== undefined)
        versions.set(name, { value: written, offset: offset + before.length + 1, length: written.length });
      const id = /\bid\s{0,20}=\s{0,20}["']([\w.-]{1,200})["']/.exec(value)?.[1] ?? written?.split(':')[0];
      if (entry && table === 'plugins' && id !== undefined) plugins.set(name, id);
    }
    offset += line.length + 1;
  }
  return { versions, plugins };
}
