/** `package.json` of a project: its name, version, scripts and what it depends on. */

import { LiteralObject } from '../formats/source-literals/literalObject.ts';
import { type Sourced } from '../settings/origin.ts';
import { TextPositions } from '../settings/text/textPositions.ts';
import { type ProjectFolderView } from './projectFacts.ts';
import { readJson, textAt, valueAt } from './projectText.ts';

const fileName = 'package.json';
const longestScript = 4000;

/** What is asked for is read when it is asked for: most questions need a name or a dependency alone. */
export class PackageJson {
  readonly #text: string;
  readonly #json: unknown;
  #places: { readonly object: LiteralObject; readonly positions: TextPositions } | undefined;

  constructor(text: string | undefined) {
    this.#text = text ?? '';
    this.#json = readJson(text);
  }

  get displayName(): Sourced<string> | undefined {
    return this.textAt('displayName');
  }

  /** What Electron and Quasar call the app. */
  get productName(): Sourced<string> | undefined {
    return this.textAt('productName');
  }

  get name(): Sourced<string> | undefined {
    return this.textAt('name');
  }

  get version(): Sourced<string> | undefined {
    return this.textAt('version');
  }

  get homepage(): Sourced<string> | undefined {
    return this.textAt('homepage');
  }

  /** Such as `pnpm@9.1.0`. */
  get packageManager(): Sourced<string> | undefined {
    return this.textAt('packageManager');
  }

  /** The identifier, as NativeScript kept it before it had a config. */
  get nativeScriptId(): Sourced<string> | undefined {
    return this.textAt('nativescript', 'id');
  }

  dependsOn(name: string): boolean {
    return ['dependencies', 'devDependencies'].some((kind) => valueAt(this.#json, kind, name) !== undefined);
  }

  /** The command line of a script; `undefined` when there is none. */
  script(name: string): string | undefined {
    const script = valueAt(this.#json, 'scripts', name);
    return typeof script === 'string' && script.trim() !== '' && script.length <= longestScript ? script : undefined;
  }

  textAt(...keys: readonly string[]): Sourced<string> | undefined {
    const found = textAt(this.#json, { kind: 'package-json', file: fileName }, ...keys);
    if (!found) return undefined;
    this.#places ??= { object: new LiteralObject(this.#text), positions: new TextPositions(this.#text) };
    const { object, positions } = this.#places;
    const place = object.at(...keys);
    return place
      ? { ...found, origin: { kind: 'package-json', file: fileName, range: positions.range(place.offset, place.length) } }
      : found;
  }
}

export async function readPackageJson(folder: ProjectFolderView): Promise<PackageJson> {
  return new PackageJson(await folder.text(fileName));
}
