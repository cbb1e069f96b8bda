/** One JSON object of a manifest, read member by member: each gives its value, or nothing and an issue. */

import { createIssue, type Issue, type Place } from '../../base/issue.ts';
import { parseCssColor } from './cssColor.ts';
import { parseLanguageTag } from './languageTag.ts';

/** Names are shown under an icon; nothing longer is one. */
const longestText = 1000;
const mostIssues = 50;
const mostLanguages = 200;

export class ManifestMembers {
  readonly issues: Issue[];
  readonly url: string;
  readonly #object: object;
  readonly #place: Place;
  readonly #pointer: string;

  constructor(object: object, url: string, place: Place, parent?: { readonly pointer: string; readonly issues: Issue[] }) {
    this.#object = object;
    this.url = url;
    this.#place = place;
    this.#pointer = parent?.pointer ?? '';
    this.issues = parent?.issues ?? [];
  }

  get(member: string): unknown {
    // Only own members count: a manifest may not reach the prototype of objects.
    return Object.hasOwn(this.#object, member) ? Reflect.get(this.#object, member) : undefined;
  }

  /** The members of an object inside this one. */
  child(object: object, pointer: string): ManifestMembers {
    return new ManifestMembers(object, this.url, this.#place, { pointer: `${this.#pointer}/${pointer}`, issues: this.issues });
  }

  report(issue: (place: Place) => Issue, member: string): void {
    if (this.issues.length < mostIssues) this.issues.push(issue({ ...this.#place, pointer: `${this.#pointer}/${member}` }));
  }

  wrong(member: string, wanted: string): undefined {
    this.report((place) => createIssue('web-manifest-member-wrong', { member, wanted }, place), member);
  }

  text(member: string, longest = longestText): string | undefined {
    const value = this.get(member);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') return this.wrong(member, 'a text');
    const text = value.trim().slice(0, longest);
    return text === '' ? undefined : text;
  }

  address(member: string): string | undefined {
    const value = this.get(member);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') return this.wrong(member, 'a text');
    const resolved = resolveAddress(value, this.url);
    if (resolved !== undefined && new URL(resolved).origin === new URL(this.url).origin) return resolved;
    this.report((place) => createIssue('web-manifest-address-wrong', { member, value: value.slice(0, 200) }, place), member);
    return undefined;
  }

  color(member: string): number | undefined {
    const value = this.text(member);
    if (value === undefined) return undefined;
    const color = parseCssColor(value);
    if (color === undefined)
      this.report((place) => createIssue('web-manifest-color-wrong', { member, value: value.slice(0, 100) }, place), member);
    return color;
  }

  choice<const Values extends readonly string[]>(member: string, allowed: Values): Values[number] | undefined {
    const value = this.text(member);
    if (value === undefined) return undefined;
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined)
      this.report(
        (place) => createIssue('web-manifest-value-unknown', { member, value: value.slice(0, 100), allowed: allowed.join(', ') }, place),
        member,
      );
    return found;
  }

  /** `display_override` first, of which unknown values are not mistakes, then `display`. */
  display<const Values extends readonly string[]>(allowed: Values): Values[number] | undefined {
    const overrides = this.get('display_override');
    const first = Array.isArray(overrides)
      ? allowed.find((value) => value === overrides.find((one) => allowed.includes(String(one))))
      : undefined;
    return first ?? this.choice('display', allowed);
  }

  language(member: string): string | undefined {
    const value = this.text(member);
    if (value === undefined) return undefined;
    return parseLanguageTag(value) === undefined ? this.wrong(member, 'a language tag') : value;
  }

  /** `<member>_localized`: texts, or objects with `value`, by language; else `translations`, objects with the member, by language. */
  localized(member: string): Readonly<Record<string, string>> {
    const texts = new Map<string, string>();
    for (const [source, key] of [
      ['translations', member],
      [`${member}_localized`, 'value'],
    ] as const) {
      const value = this.get(source);
      if (value === undefined || value === null) continue;
      if (typeof value !== 'object') {
        this.wrong(source, 'an object by language');
        continue;
      }
      for (const [tag, entry] of Object.entries(value).slice(0, mostLanguages)) {
        const text: unknown =
          typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : source === 'translations' ? undefined : entry;
        if (parseLanguageTag(tag) === undefined) this.wrong(`${source}/${tag.slice(0, 64)}`, 'named by a language tag');
        else if (typeof text === 'string' && text.trim() !== '') texts.set(tag, text.trim().slice(0, longestText));
      }
    }
    return Object.fromEntries(texts);
  }
}

export function resolveAddress(address: string, base: string): string | undefined {
  try {
    return new URL(address, base).href;
  } catch {
    return undefined;
  }
}
