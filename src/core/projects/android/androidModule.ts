/**
 * The application module of a Gradle build: identifier, version, version code and target SDK as a release build of it has them. What
 * flavors change does not count; when only flavors say something, it counts where they all agree.
 */

import { blockKey, type GradleStatement } from '../../formats/gradle-script/gradleScript.ts';
import { type GradleValue } from '../../formats/gradle-script/gradleValue.ts';
import { type Certainty, type Sourced } from '../../settings/origin.ts';
import { type FactName, type PlatformFacts, type ProjectFolderView, type UnknownFact } from '../projectFacts.ts';
import { joinFacts, presentFacts, wholeNumber, withoutUnknown } from '../projectFile.ts';
import { readAndroidManifest } from './androidManifest.ts';
import { GradleBuild, openBuildScript, type OpenScript } from './gradleBuild.ts';

export interface AndroidModuleAsked {
  /** The folder of the build's settings. */
  readonly root: readonly string[];
  readonly module: readonly string[];
  /** Names that the framework defines for the scripts. */
  readonly given?: ReadonlyMap<string, string | number>;
}

export async function readAndroidModule(folder: ProjectFolderView, asked: AndroidModuleAsked): Promise<PlatformFacts | undefined> {
  const module = await openBuildScript(folder, ...asked.module);
  const manifest = await readAndroidManifest(folder, ...asked.module, 'src', 'main');
  if (!module) return manifest;
  const build = await GradleBuild.open(folder, asked.root, module, asked.given);
  const script = readAndroidScript(build);
  const facts = joinFacts(script, manifest && withoutUnknown(manifest, script.unknown));
  return { ...facts, unknown: unknownLeft([...(script.unknown ?? []), ...(manifest?.unknown ?? [])], facts) };
}

function unknownLeft(unknown: readonly UnknownFact[], facts: PlatformFacts | undefined): readonly UnknownFact[] {
  return unknown.filter(({ fact }) => facts?.[fact] === undefined);
}

export function readAndroidScript(build: GradleBuild): PlatformFacts {
  const unknown: UnknownFact[] = [];
  const read = new ScriptReader(build, unknown);
  const appIdentifier = read.text('appIdentifier', ['applicationId'], 'applicationIdSuffix');
  const namespace = appIdentifier || unknown.length > 0 ? undefined : read.namespace();
  return {
    ...presentFacts({
      appIdentifier: appIdentifier ?? namespace,
      version: read.text('version', ['versionName'], 'versionNameSuffix'),
      versionCode: read.number('versionCode', ['versionCode']),
      targetSdk: read.number(undefined, ['targetSdk', 'targetSdkVersion']),
    }),
    unknown,
  };
}

interface Reading {
  readonly script: OpenScript;
  readonly statement: GradleStatement;
  readonly value: GradleValue;
  readonly certainty: Certainty;
}

const defaults = ['android', 'defaultConfig'] as const;
const flavors = ['android', 'productFlavors'] as const;
const release = ['android', 'buildTypes', 'release'] as const;

class ScriptReader {
  readonly #build: GradleBuild;
  readonly #unknown: UnknownFact[];

  constructor(build: GradleBuild, unknown: UnknownFact[]) {
    this.#build = build;
    this.#unknown = unknown;
  }

  text(fact: FactName, names: readonly string[], suffixName: string): Sourced<string> | undefined {
    const found = this.#read(fact, names);
    if (!found || (typeof found.value.value !== 'string' && fact !== 'version')) return undefined;
    const suffix = this.#suffix(suffixName);
    if (suffix === undefined) {
      this.#addUnknown(fact, found);
      return undefined;
    }
    const certainty = suffix === '' || found.certainty === 'guessed' ? found.certainty : 'resolved';
    return found.script.file.textFact({ ...spanOf(found.statement), value: `${found.value.value}${suffix}` }, certainty);
  }

  number(fact: FactName | undefined, names: readonly string[]): Sourced<number> | undefined {
    const found = this.#read(fact, names);
    const value = found && wholeNumber(found.value.value);
    return found && value !== undefined ? found.script.file.numberFact({ ...spanOf(found.statement), value }, found.certainty) : undefined;
  }

  /** What the Android plugin takes where no identifier is set. */
  namespace(): Sourced<string> | undefined {
    const found = this.#at(['android'], ['namespace']).at(-1);
    const value = found && this.#build.valueOf(found.statement, found.script);
    if (!found || typeof value?.value !== 'string') return undefined;
    const suffix = this.#suffix('applicationIdSuffix');
    return suffix === undefined
      ? undefined
      : found.script.file.textFact({ ...spanOf(found.statement), value: value.value + suffix }, 'resolved');
  }

  #read(fact: FactName | undefined, names: readonly string[]): Reading | undefined {
    const all = this.#at(defaults, names);
    const certain = all.findLast(({ statement }) => !statement.isConditional);
    const chosen = certain ?? all.at(-1);
    if (!chosen) return this.#ofFlavors(fact, names);
    const value = certain && this.#build.valueOf(certain.statement, certain.script);
    const isUsable = value && (typeof value.value === 'string' ? value.value.trim() !== '' : typeof value.value === 'number');
    if (!isUsable) {
      if (fact) this.#addUnknown(fact, chosen);
      return undefined;
    }
    const certainty =
      all.length > 1 && all.some(({ statement }) => statement.isConditional) ? 'guessed' : value.isLiteral ? 'literal' : 'resolved';
    return { ...chosen, value, certainty };
  }

  /** Where the default says nothing. */
  #ofFlavors(fact: FactName | undefined, names: readonly string[]): Reading | undefined {
    const readings = this.#build.scripts.flatMap((script) => {
      const listed = script.script.blocks.get(blockKey(flavors)) ?? [];
      return listed.flatMap((flavor) => this.#at([...flavors, flavor.value], names, [script]).slice(-1));
    });
    const [first] = readings;
    const values = readings.map(({ statement, script }) => this.#build.valueOf(statement, script));
    const [value] = values;
    if (!first) return undefined;
    if (value && values.every((each) => each?.value === value.value)) return { ...first, value, certainty: 'guessed' };
    if (fact) this.#addUnknown(fact, first);
    return undefined;
  }

  /** '' where release builds have none, nothing where it is computed. */
  #suffix(name: string): string | undefined {
    const found = this.#at(release, [name]).at(-1);
    if (!found) return '';
    const value = found.statement.isConditional ? undefined : this.#build.valueOf(found.statement, found.script);
    if (typeof value?.value !== 'string') return undefined;
    return name === 'applicationIdSuffix' && value.value !== '' && !value.value.startsWith('.') ? `.${value.value}` : value.value;
  }

  #at(
    path: readonly string[],
    names: readonly string[],
    scripts: readonly OpenScript[] = this.#build.scripts,
  ): readonly { readonly script: OpenScript; readonly statement: GradleStatement }[] {
    const asked = new Set([...names, ...names.map((name) => `set${name.charAt(0).toUpperCase()}${name.slice(1)}`)]);
    const key = blockKey(path);
    // Scripts that are applied run before the rest of the one that applies them.
    return scripts
      .toReversed()
      .flatMap((script) =>
        script.script.statements
          .filter(({ value, kind, path: around }) => kind !== 'declare' && asked.has(value) && blockKey(withoutWrappers(around)) === key)
          .map((statement) => ({ script, statement })),
      );
  }

  #addUnknown(fact: FactName, { script, statement }: { readonly script: OpenScript; readonly statement: GradleStatement }): void {
    const place = spanOf(statement);
    this.#unknown.push(
      script.file.unknownFact(fact, { ...place, value: script.file.text.slice(place.offset, place.offset + place.length) }),
    );
  }
}

/** `extensions.configure<ApplicationExtension> { … }`, `with(android) { … }` */
function withoutWrappers(path: readonly string[]): readonly string[] {
  return path[0] === 'extensions' || path[0] === 'project' ? path.slice(1) : path;
}

/** Of the value, or of the name when it has none. */
function spanOf({ argument, offset, length }: GradleStatement): { readonly offset: number; readonly length: number } {
  const [first] = argument;
  const last = argument.at(-1);
  return first && last ? { offset: first.offset, length: last.offset + last.length - first.offset } : { offset, length };
}
