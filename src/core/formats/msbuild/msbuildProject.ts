/**
 * A C# project file of MSBuild: its properties as one target platform sees them in a release build. Conditions on platform and
 * configuration are understood in the forms that templates and Visual Studio write; with any other one it stays open whether a property counts.
 */

import { type Located } from '../source-text/located.ts';
import { attributeOf, parseXml, type XmlElement } from '../xml/xmlDocument.ts';

export interface MsbuildProperty extends Located<string> {
  readonly name: string;
  /** Of the whole element. */
  readonly elementOffset: number;
  readonly elementLength: number;
  /** Whether it counts for sure, on the platform that was asked for. */
  readonly isCertain: boolean;
}

export type MsbuildPlatform = 'android' | 'ios';

/** How many names one question may look up in all, since names can double each other. */
const mostLookups = 100;
const deepest = 8;
const longestText = 1024;

export class MsbuildProject {
  readonly #properties: readonly { readonly element: XmlElement; readonly conditions: readonly string[] }[];
  readonly #root: XmlElement;

  private constructor(root: XmlElement) {
    this.#root = root;
    this.#properties = root.children
      .filter(({ name }) => name === 'PropertyGroup')
      .flatMap((group) => group.children.map((element) => ({ element, conditions: conditionsOf(group, element) })));
  }

  /** `undefined` for a text that is not a project. */
  static parse(text: string): MsbuildProject | undefined {
    const root = parseXml(text);
    return root?.name === 'Project' ? new MsbuildProject(root) : undefined;
  }

  /** The last one that counts, since later ones override earlier ones; its value may contain `$(…)`. */
  written(name: string, platform: MsbuildPlatform): MsbuildProperty | undefined {
    const found = this.#properties.flatMap(({ element, conditions }) => {
      if (element.name.toLowerCase() !== name.toLowerCase()) return [];
      const verdicts = new Set(conditions.map((condition) => counts(condition, platform)));
      if (verdicts.has('no')) return [];
      const property: MsbuildProperty = {
        name: element.name,
        ...element.text,
        elementOffset: element.offset,
        elementLength: element.length,
        isCertain: !verdicts.has('unknown'),
      };
      return [property];
    });
    const last = found.at(-1);
    const isAgreed = found.every(({ value }) => value === last?.value);
    // A condition that is not understood leaves open which one counts.
    return last && { ...last, isCertain: isAgreed ? last.isCertain : found.every((each) => each.isCertain) };
  }

  /** With other properties of the file filled in; `undefined` for what it does not define. */
  expand(text: string, platform: MsbuildPlatform): string | undefined {
    return this.#expand(text, platform, { lookups: 0 }, 0);
  }

  #expand(text: string, platform: MsbuildPlatform, used: { lookups: number }, depth: number): string | undefined {
    if (!text.includes('$(')) return text.includes('@(') ? undefined : text;
    if (depth > deepest || text.length > longestText) return undefined;
    let isUnknown = false;
    const filled = text.replaceAll(/\$\(([A-Za-z_]\w{0,100})\)/g, (_, name: string) => {
      const property = isUnknown || ++used.lookups > mostLookups ? undefined : this.written(name, platform);
      const value = property?.isCertain === true ? this.#expand(property.value, platform, used, depth + 1) : undefined;
      if (value === undefined) isUnknown = true;
      return value ?? '';
    });
    return isUnknown || filled.includes('$(') || filled.length > longestText ? undefined : filled;
  }

  /** What an item includes, of the first one that counts for sure: `<MauiIcon Include="…" />`. */
  included(name: string, platform: MsbuildPlatform): Located<string> | undefined {
    for (const group of this.#root.children.filter((child) => child.name === 'ItemGroup')) {
      for (const item of group.children.filter((child) => child.name === name)) {
        const isCertain = conditionsOf(group, item).every((condition) => counts(condition, platform) === 'yes');
        const include = isCertain ? attributeOf(item, 'Include') : undefined;
        if (include) return include;
      }
    }
    return undefined;
  }

  /** Every property with its element, whatever it depends on. */
  all(): readonly MsbuildProperty[] {
    return this.#properties.map(({ element, conditions }) => ({
      name: element.name,
      ...element.text,
      elementOffset: element.offset,
      elementLength: element.length,
      isCertain: conditions.length === 0,
    }));
  }
}

function conditionsOf(...elements: readonly XmlElement[]): readonly string[] {
  return elements.flatMap((element) => attributeOf(element, 'Condition')?.value ?? []).filter((condition) => condition.trim() !== '');
}

function counts(condition: string, platform: MsbuildPlatform): 'yes' | 'no' | 'unknown' {
  const text = condition.slice(0, 500).toLowerCase();
  // `a and b` is true only when both are; with `or` nothing is concluded.
  if (/\bor\b/.test(text)) return everyOr(text, platform);
  const verdicts = new Set(text.split(/\band\b/).map((part) => countsPart(part, platform)));
  if (verdicts.has('no')) return 'no';
  return verdicts.has('unknown') ? 'unknown' : 'yes';
}

function everyOr(text: string, platform: MsbuildPlatform): 'yes' | 'no' | 'unknown' {
  if (/\band\b/.test(text)) return 'unknown';
  const verdicts = new Set(text.split(/\bor\b/).map((part) => countsPart(part, platform)));
  if (verdicts.has('yes')) return 'yes';
  return verdicts.has('unknown') ? 'unknown' : 'no';
}

function countsPart(text: string, platform: MsbuildPlatform): 'yes' | 'no' | 'unknown' {
  const isNegated = /!=|^\s*!/.test(text);
  const verdict = (holds: boolean): 'yes' | 'no' => (holds === isNegated ? 'no' : 'yes');
  // `'$(Configuration)|$(TargetFramework)|$(Platform)'=='Release|net9.0-ios|AnyCPU'`: each part that is named must fit.
  const verdicts: ('yes' | 'no')[] = [];
  const aboutPlatform = /targetframework|targetplatformidentifier|runtimeidentifier|\$\(platform\)/.test(text);
  const named = /\b(android|ios|maccatalyst|windows|tizen|macos|tvos)\b/.exec(text.replaceAll(/net\d{1,2}\.\d-/g, ' '))?.[1];
  if (aboutPlatform && named !== undefined) verdicts.push(verdict(named === platform));
  const configuration = /\$\(configuration\)/.test(text) ? /\b(debug|release)\b/.exec(text)?.[1] : undefined;
  if (configuration !== undefined) verdicts.push(verdict(configuration === 'release'));
  if (verdicts.length === 0) return 'unknown';
  // Of one comparison with several parts, not equal means that some part differs.
  if (isNegated && verdicts.length > 1) return verdicts.includes('yes') ? 'yes' : 'no';
  return verdicts.includes('no') ? 'no' : 'yes';
}
