/**
 * The variants of an Android application: each flavor, or combination of flavors of several dimensions, with each build type, named as the
 * Android plugin names them, and the identifier that each package gets. Variants that a filter of the script turns off are listed too.
 */

import { present } from '../../base/present.ts';
import { type GradleToken } from '../../formats/gradle-script/gradleTokens.ts';
import { type Certainty, type Sourced } from '../../settings/origin.ts';
import { type VariantFacts } from '../projectFacts.ts';
import { type GradleBuild, type PlacedStatement } from './gradleBuild.ts';

/** More combinations than this are not a list that people choose from. */
const mostVariants = 200;
const deepestInit = 8;

const flavorsPath = ['android', 'productFlavors'] as const;
const buildTypesPath = ['android', 'buildTypes'] as const;
const defaultsPath = ['android', 'defaultConfig'] as const;
const standardTypes = ['debug', 'release'] as const;

/** `namespace` is what the identifier is where no script sets one. */
export function readAndroidVariants(build: GradleBuild, namespace: Sourced<string> | undefined): readonly VariantFacts[] {
  const types = [...new Set([...standardTypes, ...build.blocksAt(buildTypesPath)])].filter(
    (name) => name !== 'all' && name !== 'configureEach',
  );
  const reader = new VariantReader(build, namespace);
  const variants: VariantFacts[] = [];
  for (const flavors of combinations(build)) {
    for (const buildType of types) {
      if (variants.length >= mostVariants) return variants;
      const flavor = joined(flavors);
      const appIdentifier = reader.identifier(flavors, buildType);
      variants.push({
        name: joined([...flavors, buildType]),
        buildType,
        ...(flavor !== '' && { flavor }),
        ...(appIdentifier && { appIdentifier }),
        ...present('isDebuggable', reader.isDebuggable(buildType)),
      });
    }
  }
  return variants;
}

/** `free`, `release` → `freeRelease`. */
function joined(names: readonly string[]): string {
  return names.map((name, index) => (index === 0 ? name : `${name.charAt(0).toUpperCase()}${name.slice(1)}`)).join('');
}

/** One flavor of each dimension, in the order of the dimensions; one empty combination where there are no flavors. */
function combinations(build: GradleBuild): readonly (readonly string[])[] {
  const flavors = build.blocksAt(flavorsPath).filter((name) => name !== 'all' && name !== 'configureEach');
  if (flavors.length === 0) return [[]];
  const dimensions = dimensionNames(build);
  const byDimension = new Map<string, string[]>(dimensions.map((name) => [name, []]));
  for (const flavor of flavors) {
    const written = build.statementsAt([...flavorsPath, flavor], ['dimension', 'flavorDimension']).at(-1);
    const value = written && build.valueOf(written.statement, written.script)?.value;
    const own = typeof value === 'string' ? value : (dimensions[0] ?? '');
    const known = byDimension.get(own);
    if (known) known.push(flavor);
    else byDimension.set(own, [flavor]);
  }
  let all: readonly (readonly string[])[] = [[]];
  for (const names of byDimension.values()) {
    if (names.length === 0) continue;
    all = all.flatMap((before) => names.map((name) => [...before, name])).slice(0, mostVariants);
  }
  return all;
}

/** `flavorDimensions "tier", "store"`, `flavorDimensions += listOf("tier")` */
function dimensionNames(build: GradleBuild): readonly string[] {
  const statements = build.statementsAt(['android'], ['flavorDimensions']);
  return [...new Set(statements.flatMap(({ statement }) => plainTexts(statement.argument)))];
}

function hasDimension(build: GradleBuild, flavor: string): boolean {
  if (build.statementsAt(['android'], ['flavorDimensions']).length > 0) return true;
  return build.statementsAt([...flavorsPath, flavor], ['dimension', 'flavorDimension']).length > 0;
}

function plainTexts(tokens: readonly GradleToken[]): readonly string[] {
  return tokens
    .filter(({ kind, parts = [] }) => kind === 'text' && parts.every((part) => typeof part === 'string'))
    .map(({ value }) => value);
}

class VariantReader {
  readonly #build: GradleBuild;
  readonly #namespace: Sourced<string> | undefined;

  constructor(build: GradleBuild, namespace: Sourced<string> | undefined) {
    this.#build = build;
    this.#namespace = namespace;
  }

  /** `undefined` where a part of it is computed. */
  identifier(flavors: readonly string[], buildType: string): Sourced<string> | undefined {
    const base = this.#base(flavors);
    if (!base) return undefined;
    const parts = [
      this.#suffix([defaultsPath]),
      ...flavors.map((flavor) => this.#suffix([[...flavorsPath, flavor]])),
      this.#suffix(this.#typePaths(buildType)),
    ];
    let value = base.value;
    for (const part of parts) {
      if (part === undefined) return undefined;
      value += part === '' || part.startsWith('.') ? part : `.${part}`;
    }
    if (value === base.value) return base;
    const { origin } = base;
    return { value, origin: origin.kind === 'project' ? { ...origin, certainty: weaker(origin.certainty, 'resolved') } : origin };
  }

  /** Build types of people are not debuggable unless they say so, or begin with the values of `debug`. */
  isDebuggable(buildType: string): boolean | undefined {
    const found = this.#firstOf(this.#typePaths(buildType), ['debuggable', 'isDebuggable']);
    if (!found) return this.#typeChain(buildType).includes('debug');
    const value = this.#valueOf(found);
    return typeof value === 'boolean' ? value : undefined;
  }

  /**
   * Of the flavor whose dimension comes first, else of all; where no one sets one, the namespace. The Android plugin refuses a flavor that
   * belongs to no dimension, so what it says of the identifier does not replace that of all.
   */
  #base(flavors: readonly string[]): Sourced<string> | undefined {
    const built = flavors.filter((flavor) => hasDimension(this.#build, flavor));
    const found =
      this.#firstOf([...built.map((flavor) => [...flavorsPath, flavor]), defaultsPath], ['applicationId']) ??
      this.#firstOf(
        flavors.map((flavor) => [...flavorsPath, flavor]),
        ['applicationId'],
      );
    if (!found) return this.#namespace;
    const value = this.#valueOf(found);
    if (typeof value !== 'string') return undefined;
    const [first] = found.statement.argument;
    const last = found.statement.argument.at(-1);
    const offset = first?.offset ?? found.statement.offset;
    const length = first && last ? last.offset + last.length - first.offset : found.statement.length;
    return found.script.file.textFact({ value, offset, length }, found.statement.argument.length === 1 ? 'literal' : 'resolved');
  }

  #suffix(paths: readonly (readonly string[])[]): string | undefined {
    const found = this.#firstOf(paths, ['applicationIdSuffix']);
    if (!found) return '';
    const value = this.#valueOf(found);
    return typeof value === 'string' ? value : undefined;
  }

  #valueOf({ statement, script }: PlacedStatement): string | number | boolean | undefined {
    return statement.isConditional ? undefined : this.#build.valueOf(statement, script)?.value;
  }

  #firstOf(paths: readonly (readonly string[])[], names: readonly string[]): PlacedStatement | undefined {
    for (const path of paths) {
      const found = this.#build.statementsAt(path, names).at(-1);
      if (found) return found;
    }
    return undefined;
  }

  #typePaths(buildType: string): readonly (readonly string[])[] {
    return this.#typeChain(buildType).map((name) => [...buildTypesPath, name]);
  }

  /** The type itself, then those that `initWith` takes the values of. */
  #typeChain(buildType: string): readonly string[] {
    const chain = [buildType];
    for (let name: string | undefined = buildType; name !== undefined && chain.length < deepestInit;) {
      const init: PlacedStatement | undefined = this.#build.statementsAt([...buildTypesPath, name], ['initWith']).at(-1);
      name = init && lastName(init.statement.argument);
      if (name === undefined || chain.includes(name)) break;
      chain.push(name);
    }
    return chain;
  }
}

/** `initWith release`, `initWith(getByName("release"))`, `initWith(buildTypes["release"])` */
function lastName(tokens: readonly GradleToken[]): string | undefined {
  return tokens.findLast(({ kind }) => kind === 'text')?.value ?? tokens.findLast(({ kind }) => kind === 'word')?.value;
}

function weaker(one: Certainty | undefined, other: Certainty): Certainty {
  return one === 'guessed' ? 'guessed' : other;
}
