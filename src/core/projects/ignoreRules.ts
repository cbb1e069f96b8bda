/**
 * Files that say which folders are of no interest, in the form of gitignore(5): `.gitignore`, `.ignore` as ripgrep and others read it, and
 * `info/exclude` of a repository. Only folders are judged here, by the path from the folder of the file. Patterns come from a project that is not
 * trusted yet, so they are matched without regular expressions, in a time that grows with the lengths of pattern and name alone. The user's own
 * `core.excludesFile` is not read.
 */

import { type ProjectFolder } from './projectFolder.ts';

/** The later one counts more. */
const fileNames = ['.gitignore', '.ignore'] as const;
const mostRules = 2000;
const longestPattern = 1000;

/** The rules of one folder, which count more than those of the folders above it. */
export interface IgnoreLevel {
  readonly rules: readonly IgnoreRules[];
  /** How many segments its folder has. */
  readonly depth: number;
  readonly above: IgnoreLevel | undefined;
}

/** With what a folder of `depth` segments says itself, where it has such files. */
export async function ignoreLevel(folder: ProjectFolder, depth: number, above: IgnoreLevel | undefined): Promise<IgnoreLevel | undefined> {
  const names = new Set((await folder.entries()).map(({ name }) => name));
  const texts = [
    names.has('.git') ? await folder.text('.git', 'info', 'exclude') : undefined,
    ...(await Promise.all(fileNames.map(async (name) => (names.has(name) ? await folder.text(name) : undefined)))),
  ];
  const rules = texts.flatMap((text) => (text === undefined ? [] : new IgnoreRules(text)));
  return rules.length === 0 ? above : { rules, depth, above };
}

/** `segments` of the folder that is judged, from where the depths of the levels are counted. */
export function isIgnored(segments: readonly string[], level: IgnoreLevel | undefined, budget: IgnoreBudget): boolean {
  for (let each = level; each; each = each.above) {
    const relative = segments.slice(each.depth);
    for (const rules of each.rules.toReversed()) {
      const verdict = rules.verdict(relative, budget);
      if (verdict !== undefined) return verdict;
    }
  }
  return false;
}

/** A name, `**`, or the parts of a name with wildcards: `*`, `?`, `[a-z]`, `\\*`, or a sign each. */
type Segment = string | readonly string[];

interface Rule {
  /** A name that may be at any depth has `**` before it. */
  readonly segments: readonly Segment[];
  readonly isNegated: boolean;
}

export class IgnoreRules {
  readonly #rules: readonly Rule[];

  constructor(text: string) {
    this.#rules = text
      .replace(/^\uFEFF/, '')
      .split('\n', 10 * mostRules)
      .flatMap((line) => parseRule(line.replace(/\r$/, '')) ?? [])
      .slice(0, mostRules);
  }

  /** Whether a folder is ignored, by the last rule that says something of it; `undefined` where none does. */
  verdict(path: readonly string[], budget: IgnoreBudget): boolean | undefined {
    const rule = this.#rules.findLast(({ segments }) => matchesPath(segments, path, budget));
    return rule && !rule.isNegated;
  }
}

function parseRule(line: string): Rule | undefined {
  if (line.length > longestPattern || line.startsWith('#')) return undefined;
  const isNegated = line.startsWith('!');
  let pattern = withoutBlanks(isNegated ? line.slice(1) : line);
  // Only folders are asked for.
  if (pattern.endsWith('/')) pattern = pattern.slice(0, -1);
  if (pattern === '' || pattern === '/') return undefined;
  const segments = pattern.replace(/^\//, '').split('/');
  // At the end it means what is inside, which is at least one name.
  if (segments.at(-1) === '**') segments.push('*');
  const isAnywhere = !pattern.includes('/');
  const parsed = segments.map((segment) => (segment !== '**' && /[*?[\\]/.test(segment) ? partsOf(segment) : segment));
  return { segments: isAnywhere ? ['**', ...parsed] : parsed, isNegated };
}

function partsOf(pattern: string): readonly string[] {
  return pattern.match(/\\.|\[[!^]?\]?[^\]]*\]|[^]/gu) ?? [];
}

/** Blanks at the end do not count, unless a backslash is before them. */
function withoutBlanks(pattern: string): string {
  let end = pattern.length;
  while (end > 0 && pattern[end - 1] === ' ' && pattern[end - 2] !== '\\') end -= 1;
  return pattern.slice(0, end);
}

/** Comparisons that a search may make. When they are used up nothing more is ignored: it finds more than it should, in bounded time. */
export class IgnoreBudget {
  #left = 20_000_000;

  spend(): boolean {
    this.#left -= 1;
    return this.#left >= 0;
  }
}

/** Goes back to the last `**` alone, which is enough: an earlier one could not take less. */
function matchesPath(pattern: readonly Segment[], path: readonly string[], budget: IgnoreBudget): boolean {
  const matches = (segment: Segment, name: string): boolean =>
    typeof segment === 'string' ? segment === name : matchesParts(segment, signsOf(name), { isAny: isStar, matches: matchesSign, budget });
  return matchesParts(pattern, path, { isAny: (segment) => segment === '**', matches, budget });
}

function signsOf(name: string): readonly string[] {
  return name.match(/[^]/gu) ?? [];
}

const isStar = (part: string): boolean => part === '*';

interface Matching<Part> {
  /** Whether it stands for any number, none too. */
  readonly isAny: (part: Part) => boolean;
  readonly matches: (part: Part, of: string) => boolean;
  readonly budget: IgnoreBudget;
}

function matchesParts<Part>(pattern: readonly Part[], text: readonly string[], { isAny, matches, budget }: Matching<Part>): boolean {
  let at = 0;
  let any: { readonly next: number; taken: number } | undefined;
  let index = 0;
  while (index < text.length) {
    if (!budget.spend()) return false;
    const part = pattern[at];
    if (part !== undefined && isAny(part)) {
      at += 1;
      any = { next: at, taken: index };
    } else if (part !== undefined && matches(part, text[index] ?? '')) {
      at += 1;
      index += 1;
    } else if (any) {
      any.taken += 1;
      at = any.next;
      index = any.taken;
    } else return false;
  }
  return pattern.slice(at).every(isAny);
}

function matchesSign(part: string, sign: string): boolean {
  if (part === '?') return true;
  if (part.length > 1 && part.startsWith('\\')) return part.slice(1) === sign;
  if (!(part.length > 2 && part.startsWith('['))) return part === sign;
  const isNegated = part[1] === '!' || part[1] === '^';
  const ranges = [...part.slice(isNegated ? 2 : 1, -1).matchAll(/(?<from>[^])(?:-(?<to>[^]))?/gu)];
  const isIn = ranges.some(({ groups }) => {
    const { from = '', to = from } = groups ?? {};
    return from <= sign && sign <= to;
  });
  return isIn !== isNegated;
}
