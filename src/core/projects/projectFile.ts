/** One text file of a project: its values become facts with their file, place and certainty. */

import { type Located } from '../formats/source-text/located.ts';
import { type Certainty, type Sourced } from '../settings/origin.ts';
import { TextPositions } from '../settings/text/textPositions.ts';
import { type FactName, type PlatformFacts, type ProjectFolderView, type ProjectOrigin, type UnknownFact } from './projectFacts.ts';

/** No name, version or identifier is longer. */
const longestValue = 256;
const longestShown = 80;

export class ProjectFile {
  /** Relative to the app's folder, with slashes. */
  readonly path: string;
  readonly text: string;
  #positions: TextPositions | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  origin({ offset, length }: Pick<Located<unknown>, 'offset' | 'length'>, certainty: Certainty): ProjectOrigin {
    this.#positions ??= new TextPositions(this.text);
    return { kind: 'project', file: this.path, range: this.#positions.range(offset, length), certainty };
  }

  /** `undefined` for what is absent, empty or too long to be meant. */
  textFact(located: Located<string> | undefined, certainty: Certainty = 'literal'): Sourced<string> | undefined {
    const value = located?.value.trim();
    if (!located || value === undefined || value === '' || value.length > longestValue) return undefined;
    return { value, origin: this.origin(located, certainty) };
  }

  /** A whole number above zero. */
  numberFact(located: Located<string | number> | undefined, certainty: Certainty = 'literal'): Sourced<number> | undefined {
    const value = wholeNumber(located?.value);
    return located && value !== undefined ? { value, origin: this.origin(located, certainty) } : undefined;
  }

  unknownFact(fact: FactName, { offset, length, value }: Located<string>): UnknownFact {
    const line = value.replaceAll(/\s+/g, ' ').trim();
    const written = line.length > longestShown ? `${line.slice(0, longestShown - 1)}…` : line;
    return { fact, written, origin: this.origin({ offset, length }, 'guessed') };
  }
}

export function wholeNumber(value: string | number | boolean | undefined): number | undefined {
  const isWritten = typeof value === 'number' || (typeof value === 'string' && /^\s{0,20}\d{1,15}\s{0,20}$/.test(value));
  const number = isWritten ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

export async function openProjectFile(folder: ProjectFolderView, ...relative: readonly string[]): Promise<ProjectFile | undefined> {
  const text = await folder.text(...relative);
  return text === undefined ? undefined : new ProjectFile(relative.join('/'), text);
}

/** Segments of a path that another file names, relative to `from`; `undefined` when it leads out of the app or is absolute. */
export function segmentsInside(from: readonly string[], path: string): readonly string[] | undefined {
  if (path.length > 1024 || /^[\\/~]|^[A-Za-z]:|[\0\n]/.test(path)) return undefined;
  const segments = [...from];
  for (const segment of path.split(/[\\/]/)) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments;
}

/** The first that says it, fact by fact. */
export function joinFacts<Facts extends object>(...facts: readonly (Facts | undefined)[]): Facts | undefined {
  const present = facts.filter((each) => each !== undefined);
  return present.length === 0 ? undefined : Object.assign({}, ...present.toReversed());
}

/** Without the facts that a file which counts more computes: a value that does not count would hide that it is not known. */
export function withoutUnknown(facts: PlatformFacts, unknown: readonly UnknownFact[] = []): PlatformFacts {
  const unclear: ReadonlySet<string> = new Set(unknown.map(({ fact }) => fact));
  return Object.fromEntries(Object.entries(facts).filter(([fact]) => !unclear.has(fact)));
}

type SingleFact = Exclude<keyof PlatformFacts, 'unknown' | 'variants' | 'extensions' | 'gradle'>;

/** Without what is absent, as optional properties are exact. */
export function presentFacts(facts: { readonly [Fact in SingleFact]?: PlatformFacts[Fact] | undefined }): PlatformFacts {
  const { appIdentifier, name, version, versionCode, targetSdk, minimumOs, icon, scheme, otherIdentifier } = facts;
  return {
    ...(appIdentifier && { appIdentifier }),
    ...(name && { name }),
    ...(version && { version }),
    ...(versionCode && { versionCode }),
    ...(targetSdk && { targetSdk }),
    ...(minimumOs && { minimumOs }),
    ...(icon && { icon }),
    ...(scheme && { scheme }),
    ...(otherIdentifier && { otherIdentifier }),
  };
}
