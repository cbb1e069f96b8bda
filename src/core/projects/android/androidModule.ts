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
import { readAndroidVariants } from './androidVariants.ts';
import { GradleBuild, openBuildScript, type PlacedStatement } from './gradleBuild.ts';

export interface AndroidModuleAsked {
  /** The folder of the build's settings. */
  readonly root: readonly string[];
  readonly module: readonly string[];
  /** Of the module, as Gradle names it; by its folder when absent. */
  readonly path?: string;
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
  const variants = readAndroidVariants(build, namespaceOf(build) ?? manifest?.appIdentifier);
  const path = asked.path ?? gradlePath(asked.root, asked.module);
  return {
    ...facts,
    variants,
    gradle: { root: asked.root, folder: asked.module, path },
    unknown: unknownLeft([...(script.unknown ?? []), ...(manifest?.unknown ?? [])], facts),
  };
}

/** Modules are named by their folders where the settings of the build say nothing else. */
function gradlePath(root: readonly string[], module: readonly string[]): string {
  return module
    .slice(root.length)
    .map((name) => `:${name}`)
    .join('');
}

/** Without suffixes, which differ for each variant. */
function namespaceOf(build: GradleBuild): Sourced<string> | undefined {
  const found = build.statementsAt(['android'], ['namespace']).at(-1);
  const value = found && build.valueOf(found.statement, found.script)?.value;
  return found && typeof value === 'string' ? found.script.file.textFact({ ...spanOf(found.statement), value }, 'resolved') : undefined;
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
      minimumOs: asText(read.number(undefined, ['minSdk', 'minSdkVersion'])),
    }),
    unknown,
  };
}

function asText(fact: Sourced<number> | undefined): Sourced<string> | undefined {
  return fact && { ...fact, value: String(fact.value) };
}

interface Reading extends PlacedStatement {
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
    const found = namespaceOf(this.#build);
    const suffix = found && this.#suffix('applicationIdSuffix');
    return suffix === undefined ? undefined : found && { ...found, value: found.value + suffix };
  }

  #read(fact: FactName | undefined, names: readonly string[]): Reading | undefined {
    const all = this.#build.statementsAt(defaults, names);
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
      return listed.flatMap((flavor) => this.#build.statementsAt([...flavors, flavor.value], names, [script]).slice(-1));
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
    const found = this.#build.statementsAt(release, [name]).at(-1);
    if (!found) return '';
    const value = found.statement.isConditional ? undefined : this.#build.valueOf(found.statement, found.script);
    if (typeof value?.value !== 'string') return undefined;
    return name === 'applicationIdSuffix' && value.value !== '' && !value.value.startsWith('.') ? `.${value.value}` : value.value;
  }

  #addUnknown(fact: FactName, { script, statement }: PlacedStatement): void {
    const place = spanOf(statement);
    this.#unknown.push(
      script.file.unknownFact(fact, { ...place, value: script.file.text.slice(place.offset, place.offset + place.length) }),
    );
  }
}

/** Of the value, or of the name when it has none. */
function spanOf({ argument, offset, length }: GradleStatement): { readonly offset: number; readonly length: number } {
  const [first] = argument;
  const last = argument.at(-1);
  return first && last ? { offset: first.offset, length: last.offset + last.length - first.offset } : { offset, length };
}
