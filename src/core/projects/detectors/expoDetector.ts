/**
 * Expo: depends on `expo` and has an app config. A dynamic config (app.config.js) is code and is not run; its literals count before those of
 * app.json, which it is given. A native folder that git keeps is what gets built; one that git ignores is generated again from the config.
 */

import { type Literal } from '../../formats/source-literals/findLiterals.ts';
import { LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { type Sourced } from '../../settings/origin.ts';
import { readAndroidModule } from '../android/androidModule.ts';
import { readIosProject } from '../ios/iosApp.ts';
import { readPackageJson } from '../packageJson.ts';
import { type ProjectDetector, type ProjectFolderView, type UnknownFact } from '../projectFacts.ts';
import { openProjectFile, presentFacts, type ProjectFile, wholeNumber } from '../projectFile.ts';
import { overConfigured } from './nativeOverConfig.ts';

const dynamicNames = ['app.config.ts', 'app.config.js', 'app.config.mjs', 'app.config.cjs', 'app.config.mts', 'app.config.cts'] as const;

interface Config {
  readonly file: ProjectFile;
  readonly object: LiteralObject;
  readonly isCode: boolean;
}

export const expoDetector: ProjectDetector = {
  engine: 'expo',
  detect: async (folder) => {
    const packageJson = await readPackageJson(folder);
    if (!packageJson.dependsOn('expo')) return undefined;
    const configs = await openConfigs(folder);
    if (configs.length === 0) return undefined;
    const reader = new ConfigReader(configs);
    const name = reader.textOr(packageJson.name, 'name');
    const version = reader.textOr(packageJson.version, 'version');
    const unknownOfBoth = reader.takeUnknown();
    const android = {
      ...presentFacts({
        appIdentifier: reader.text('appIdentifier', 'android', 'package'),
        version,
        versionCode: reader.number('android', 'versionCode'),
        targetSdk: reader.targetSdk(),
        icon: reader.icon('android'),
      }),
      unknown: [...unknownOfBoth, ...reader.takeUnknown()],
    };
    const ios = {
      ...presentFacts({
        appIdentifier: reader.text('appIdentifier', 'ios', 'bundleIdentifier'),
        version,
        versionCode: reader.number('ios', 'buildNumber'),
        icon: reader.icon('ios'),
      }),
      unknown: [...unknownOfBoth, ...reader.takeUnknown()],
    };
    const platforms = reader.platforms();
    const ignored = await ignoredFolders(folder);
    const nativeAndroid = ignored.has('android')
      ? undefined
      : await readAndroidModule(folder, { root: ['android'], module: ['android', 'app'] });
    const nativeIos = ignored.has('ios') ? undefined : await readIosProject(folder, { directory: ['ios'] });
    return {
      engine: 'expo',
      framework: 'Expo',
      ...(name && { name }),
      ...(version && { version }),
      ...((platforms.has('android') || nativeAndroid) && { android: overConfigured(nativeAndroid, android) }),
      ...((platforms.has('ios') || nativeIos) && {
        ios: overConfigured(nativeIos && nativeIos.facts !== 'none' ? nativeIos.facts : undefined, ios),
      }),
    };
  },
};

/** The one that counts first. */
async function openConfigs(folder: ProjectFolderView): Promise<readonly Config[]> {
  const found: Config[] = [];
  for (const name of [...dynamicNames, 'app.config.json', 'app.json']) {
    const file = (await folder.hasFile(name)) ? await openProjectFile(folder, name) : undefined;
    if (file) found.push({ file, object: new LiteralObject(file.text), isCode: !name.endsWith('.json') });
  }
  return found;
}

class ConfigReader {
  readonly #configs: readonly Config[];
  #unknown: UnknownFact[] = [];

  constructor(configs: readonly Config[]) {
    this.#configs = configs;
  }

  text(fact: UnknownFact['fact'], ...path: readonly string[]): Sourced<string> | undefined {
    for (const { file, object, isCode } of this.#configs) {
      const literal = at(object, isCode, path);
      if (typeof literal?.value === 'string') return file.textFact({ ...literal, value: literal.value }, this.#certainty(literal, isCode));
      const computed = computedAt(object, path);
      if (computed) {
        this.#unknown.push(file.unknownFact(fact, { ...computed, value: path.join('.') }));
        return undefined;
      }
    }
    return undefined;
  }

  /** What Expo takes where no config states the fact; what one computes is not taken from there. */
  textOr(fallback: Sourced<string> | undefined, fact: 'name' | 'version'): Sourced<string> | undefined {
    const before = this.#unknown.length;
    const found = this.text(fact, fact);
    return found ?? (this.#unknown.length === before ? fallback : undefined);
  }

  number(...path: readonly string[]): Sourced<number> | undefined {
    for (const { file, object, isCode } of this.#configs) {
      const literal = at(object, isCode, path);
      const place = literal ?? computedAt(object, path);
      const value = wholeNumber(literal?.value);
      if (literal && value !== undefined) return file.numberFact({ ...literal, value }, this.#certainty(literal, isCode));
      if (place) {
        this.#unknown.push(file.unknownFact('versionCode', { ...place, value: String(literal?.value ?? path.join('.')) }));
        return undefined;
      }
    }
    return undefined;
  }

  /** Of the plugin `expo-build-properties`. */
  targetSdk(): Sourced<number> | undefined {
    for (const { file, object } of this.#configs) {
      const literal = object.all.find(({ path }) => path.at(-1) === 'targetSdkVersion' && path.at(-2) === 'android');
      const value = wholeNumber(literal?.value);
      if (literal && value !== undefined) return file.numberFact({ ...literal, value });
    }
    return undefined;
  }

  /** Of the platform, else the one for both. */
  icon(platform: 'android' | 'ios'): Sourced<string> | undefined {
    const own = platform === 'android' ? [['android', 'adaptiveIcon', 'foregroundImage']] : [];
    for (const path of [...own, [platform, 'icon'], ['icon']]) {
      for (const { file, object, isCode } of this.#configs) {
        const literal = at(object, isCode, path);
        if (typeof literal?.value === 'string')
          return file.textFact({ ...literal, value: literal.value }, this.#certainty(literal, isCode));
      }
    }
    return undefined;
  }

  takeUnknown(): readonly UnknownFact[] {
    const taken = this.#unknown;
    this.#unknown = [];
    return taken;
  }

  /** Both, unless the config lists less. */
  platforms(): ReadonlySet<string> {
    for (const { object } of this.#configs) {
      const listed = object.itemsAt('expo', 'platforms') ?? object.itemsAt('platforms');
      if (listed) return new Set(listed);
    }
    return new Set(['android', 'ios']);
  }

  /** Code can change what it does not state. */
  #certainty(literal: Literal, isCode: boolean): 'literal' | 'resolved' | 'guessed' {
    if (!isCode && this.#configs.some((config) => config.isCode)) return 'guessed';
    return literal.isNamed ? 'resolved' : 'literal';
  }
}

/** Configs that are code may leave the outer object out. */
function at(object: LiteralObject, isCode: boolean, path: readonly string[]): Literal | undefined {
  return object.at('expo', ...path) ?? (isCode || object.objectAt('expo') === undefined ? object.at(...path) : undefined);
}

function computedAt(object: LiteralObject, path: readonly string[]): ReturnType<LiteralObject['computedAt']> {
  return object.computedAt('expo', ...path) ?? object.computedAt(...path);
}

/** Native folders that `expo prebuild` generates again. */
async function ignoredFolders(folder: ProjectFolderView): Promise<ReadonlySet<string>> {
  const lines = ((await folder.text('.gitignore')) ?? '').split('\n', 2000).map((line) => line.trim());
  return new Set(lines.filter((line) => /^\/?(?:android|ios)\/?$/.test(line)).map((line) => line.replaceAll('/', '')));
}
