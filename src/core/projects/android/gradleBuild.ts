/**
 * The build scripts of one Gradle build, and what names in them stand for: variables and extra properties of the module and of the root
 * script, of scripts they apply, of `gradle.properties`, of the version catalog and of constants in `buildSrc`. No script is run, and no
 * path outside of the app is followed.
 */

import { blockKey, type GradleScript, type GradleStatement, parseGradleScript } from '../../formats/gradle-script/gradleScript.ts';
import { type GradleLanguage } from '../../formats/gradle-script/gradleTokens.ts';
import { evaluateGradle, type GradleValue } from '../../formats/gradle-script/gradleValue.ts';
import { parseVersionCatalog, type VersionCatalog } from '../../formats/gradle-script/versionCatalog.ts';
import { parseProperties } from '../../formats/java-properties/parseProperties.ts';
import { type ProjectFolderView } from '../projectFacts.ts';
import { openProjectFile, type ProjectFile, segmentsInside } from '../projectFile.ts';

export interface OpenScript {
  readonly file: ProjectFile;
  readonly language: GradleLanguage;
  readonly script: GradleScript;
}

/** A statement and the script that it is part of. */
export interface PlacedStatement {
  readonly script: OpenScript;
  readonly statement: GradleStatement;
}

interface Definition {
  readonly language: GradleLanguage;
  readonly argument: GradleStatement['argument'];
  readonly isConditional: boolean;
}

const mostScripts = 24;
const deepestApply = 4;
/** Words before the name of a property that only say where it is looked up. */
const lookupWords: ReadonlySet<string> = new Set([
  'rootProject',
  'project',
  'ext',
  'extra',
  'properties',
  'property',
  'findProperty',
  'getProperty',
  'providers',
  'gradleProperty',
  'settings',
  'this',
]);

export async function openScript(folder: ProjectFolderView, ...path: readonly string[]): Promise<OpenScript | undefined> {
  const file = await openProjectFile(folder, ...path);
  const language = /\.kts?$/.test(path.at(-1) ?? '') ? 'kotlin' : 'groovy';
  const script = file && parseGradleScript(file.text, language);
  return file && script && { file, language, script };
}

/** `build.gradle.kts` or `build.gradle`. */
export async function openBuildScript(folder: ProjectFolderView, ...module: readonly string[]): Promise<OpenScript | undefined> {
  for (const name of ['build.gradle', 'build.gradle.kts']) {
    if (await folder.hasFile(...module, name)) return await openScript(folder, ...module, name);
  }
  return undefined;
}

export class GradleBuild {
  readonly module: OpenScript;
  /** The module's own first, then those it applies, then those of the whole build. */
  readonly scripts: readonly OpenScript[];
  readonly catalog: VersionCatalog;
  readonly #definitions: readonly ReadonlyMap<string, readonly Definition[]>[];
  readonly #properties: ReadonlyMap<string, string>;
  readonly #given: ReadonlyMap<string, string | number>;
  readonly #known = new Map<string, GradleValue | 'unknown'>();

  private constructor(
    module: OpenScript,
    scripts: readonly OpenScript[],
    properties: ReadonlyMap<string, string>,
    catalog: VersionCatalog,
    given: ReadonlyMap<string, string | number>,
  ) {
    this.module = module;
    this.scripts = scripts;
    this.catalog = catalog;
    this.#properties = properties;
    this.#given = given;
    this.#definitions = scripts.map(definitionsOf);
  }

  /** `root` is the folder of the build's settings, `module` that of the script. `given` are names the framework defines. */
  static async open(
    folder: ProjectFolderView,
    root: readonly string[],
    module: OpenScript,
    given: ReadonlyMap<string, string | number> = new Map(),
  ): Promise<GradleBuild> {
    const scripts: OpenScript[] = [];
    await follow(folder, root, module, scripts, 0);
    const main = await openBuildScript(folder, ...root);
    if (main) await follow(folder, root, main, scripts, 0);
    const moduleFolder = module.file.path.split('/').slice(0, -1);
    for (const place of [moduleFolder, root]) {
      const sources = await constants(folder, [...place, 'buildSrc', 'src', 'main']);
      scripts.push(...sources.slice(0, Math.max(0, mostScripts - scripts.length)));
    }
    const properties = new Map<string, string>();
    for (const place of [root, moduleFolder]) {
      const text = await folder.text(...place, 'gradle.properties');
      for (const { key, value } of text === undefined ? [] : parseProperties(text)) properties.set(key, value.trim());
    }
    const catalog = parseVersionCatalog((await folder.text(...root, 'gradle', 'libs.versions.toml')) ?? '');
    return new GradleBuild(module, scripts, properties, catalog, given);
  }

  valueOf(
    { argument }: Pick<GradleStatement, 'argument'>,
    { language }: Pick<OpenScript, 'language'> = this.module,
  ): GradleValue | undefined {
    return evaluateGradle(argument, language, (name) => this.#lookup(name));
  }

  /** What sets or calls one of these names in the block at this path, the one that counts last. */
  statementsAt(
    path: readonly string[],
    names: readonly string[],
    scripts: readonly OpenScript[] = this.scripts,
  ): readonly PlacedStatement[] {
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

  /** Names of the blocks that are directly in the block at this path, each once, in the order they are written. */
  blocksAt(path: readonly string[]): readonly string[] {
    const key = blockKey(path);
    return [...new Set(this.scripts.toReversed().flatMap(({ script }) => (script.blocks.get(key) ?? []).map(({ value }) => value)))];
  }

  #lookup(name: readonly string[]): GradleValue | undefined {
    const key = name.join('.');
    const known = this.#known.get(key);
    if (known !== undefined) return known === 'unknown' ? undefined : known;
    // A name that leads back to itself stays unknown.
    this.#known.set(key, 'unknown');
    const found = this.#find(name, key);
    this.#known.set(key, found ?? 'unknown');
    return found;
  }

  #find(name: readonly string[], key: string): GradleValue | undefined {
    const given = this.#given.get(key);
    if (given !== undefined) return { value: given, isLiteral: false };
    if (name[0] === 'libs' && name[1] === 'versions') {
      const version = this.catalog.versions.get(name.slice(2).join('.'));
      return version && { value: version.value, isLiteral: false };
    }
    const plain = name.filter((word, index) => index === name.length - 1 || !lookupWords.has(word)).join('.');
    for (const definitions of this.#definitions) {
      const own = definitions.get(plain);
      if (own) return this.#agreed(own);
    }
    const property = this.#properties.get(plain) ?? this.#properties.get(name.at(-1) ?? '');
    return property === undefined ? undefined : { value: property, isLiteral: false };
  }

  /** Of a name that is set more than once all values must be the same. */
  #agreed(definitions: readonly Definition[]): GradleValue | undefined {
    const values = definitions
      .slice(0, 8)
      .map(({ argument, language, isConditional }) =>
        isConditional ? undefined : evaluateGradle(argument, language, (name) => this.#lookup(name)),
      );
    const [first] = values;
    return values.every((value) => value !== undefined && value.value === first?.value) ? first : undefined;
  }
}

/** `extensions.configure<ApplicationExtension> { … }`, `with(android) { … }` */
function withoutWrappers(path: readonly string[]): readonly string[] {
  return path[0] === 'extensions' || path[0] === 'project' ? path.slice(1) : path;
}

async function follow(
  folder: ProjectFolderView,
  root: readonly string[],
  script: OpenScript,
  found: OpenScript[],
  depth: number,
): Promise<void> {
  if (found.length >= mostScripts || found.some(({ file }) => file.path === script.file.path)) return;
  found.push(script);
  if (depth >= deepestApply) return;
  for (const { value, argument } of script.script.statements) {
    if (value !== 'apply') continue;
    const from = argument.findIndex((token) => token.kind === 'word' && token.value === 'from');
    const text = argument.slice(from + 1).find(({ kind }) => kind === 'text');
    if (from < 0 || !text || (text.parts ?? []).some((part) => typeof part !== 'string' && !isRootFolder(part.source))) continue;
    const ofRoot = argument.some((token) => token.value === 'rootDir' || token.value === 'rootProject') || text.value.startsWith('/');
    const place = ofRoot ? root : script.file.path.split('/').slice(0, -1);
    const path = segmentsInside(place, text.value.replace(/^\/+/, ''));
    const applied = path && (await openScript(folder, ...path));
    if (applied) await follow(folder, root, applied, found, depth + 1);
  }
}

function isRootFolder(source: string): boolean {
  return /^(?:rootDir|rootProject\.(?:rootDir|projectDir)|project\.rootDir)$/.test(source.trim());
}

/** `object Versions { const val code = 5 }` and the like. */
async function constants(folder: ProjectFolderView, source: readonly string[]): Promise<readonly OpenScript[]> {
  const found: OpenScript[] = [];
  for (const language of ['kotlin', 'java', 'groovy']) {
    const entries = await folder.entries(...source, language);
    for (const { name, kind } of entries.filter((entry) => /\.(?:kt|kts|groovy)$/.test(entry.name)).slice(0, 16)) {
      const script = kind === 'file' ? await openScript(folder, ...source, language, name) : undefined;
      if (script) found.push(script);
    }
  }
  return found;
}

const extra: ReadonlySet<string> = new Set(['ext', 'extra']);

/** By the name they are looked up with: their own, with the object around it. */
function definitionsOf({ script, language }: OpenScript): ReadonlyMap<string, readonly Definition[]> {
  const all = new Map<string, Definition[]>();
  const add = (name: string, definition: Definition): void => {
    const known = all.get(name);
    if (known) known.push(definition);
    else all.set(name, [definition]);
  };
  for (const { value, kind, path, argument, isConditional } of script.statements) {
    // Variables of functions are not visible outside of them.
    if (path.includes('{}')) continue;
    const isExtra = path.some((name) => extra.has(name));
    const named = argument[0]?.value === '(' && argument[1]?.kind === 'text' && argument[2]?.value === ',' ? argument[1] : undefined;
    if (named && ((value === 'set' && isExtra) || (extra.has(value) && kind === 'set')))
      add(named.value, { language, argument: argument.slice(3, -1), isConditional });
    else if (kind === 'set' && isExtra) add(value, { language, argument, isConditional });
    else if (kind === 'declare') {
      const isDelegated = argument[0]?.kind === 'word' && extra.has(argument[0].value) && argument[1]?.value === '(';
      const definition = { language, argument: isDelegated ? argument.slice(1) : argument, isConditional };
      add(value, definition);
      const around = path.at(-1);
      if (around !== undefined) add(`${around}.${value}`, definition);
    }
  }
  // A map: `ext.versions = [code: 5]` is not taken apart, so what it contains stays unknown.
  return all;
}
