/**
 * Globs as `BundleConfig.pb` has them, by the rules of bundletool: `*` inside a folder, `**` across folders, `?` any character, `[a-z]`,
 * `[!a]`, `{a,b}` and a backslash in front of a plain character. They come from a stranger's file, so they are never made a regular
 * expression: matching takes at most the product of both lengths.
 */

type Token =
  | { readonly kind: 'star' | 'stars' | 'any' }
  | { readonly kind: 'one'; readonly character: string }
  | { readonly kind: 'set'; readonly ranges: readonly (readonly [string, string])[]; readonly isNegated: boolean };

/** Build tools write some dozens; what is beyond is not looked at. */
const mostGlobs = 500;
const longestGlob = 500;

/** Whether one of the globs matches a whole name. One that is malformed matches nothing. */
export function globMatcher(globs: readonly string[]): (name: string) => boolean {
  const patterns = globs.slice(0, mostGlobs).flatMap((glob) => (glob.length <= longestGlob ? parseGlob(glob) : []));
  return (name) => patterns.some((tokens) => matches(tokens, name));
}

/** One list of tokens for each choice of its groups; `{a,b}` cannot be nested, and all choices together are bounded as the globs are. */
function parseGlob(glob: string): Token[][] {
  let choices: Token[][] = [[]];
  let group: { readonly before: Token[][]; done: Token[][] } | undefined;
  const add = (token: Token): void => {
    choices = choices.map((tokens) => [...tokens, token]);
  };
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob.charAt(at);
    if (character === '\\') {
      at += 1;
      if (at === glob.length) return [];
      add({ kind: 'one', character: glob.charAt(at) });
    } else if (character === '*') {
      const isDouble = glob.charAt(at + 1) === '*';
      if (isDouble) at += 1;
      add({ kind: isDouble ? 'stars' : 'star' });
    } else if (character === '?') add({ kind: 'any' });
    else if (character === '[') {
      const end = glob.indexOf(']', at + 1);
      const set = end < 0 ? undefined : parseSet(glob.slice(at + 1, end));
      if (set === undefined) return [];
      add(set);
      at = end;
    } else if (character === '{') {
      if (group) return [];
      group = { before: choices, done: [] };
    } else if (character === ',' && group) {
      group.done = [...group.done, ...choices];
      choices = group.before;
    } else if (character === '}') {
      if (!group) return [];
      choices = [...group.done, ...choices];
      group = undefined;
    } else if (character === ']') return [];
    else add({ kind: 'one', character });
    if (choices.length + (group?.done.length ?? 0) > mostGlobs) return [];
  }
  return group ? [] : choices;
}

function parseSet(text: string): Token | undefined {
  if (text === '' || text.includes('/')) return undefined;
  const isNegated = text.startsWith('!');
  const ranges: [string, string][] = [];
  for (let at = isNegated ? 1 : 0; at < text.length; at += 1) {
    const first = text.charAt(at);
    const isRange = text.charAt(at + 1) === '-' && at + 2 < text.length;
    ranges.push([first, isRange ? text.charAt(at + 2) : first]);
    if (isRange) at += 2;
  }
  return { kind: 'set', ranges, isNegated };
}

/** On a mismatch the last `*` takes one more character, and where that would be a slash the last `**` does. */
function matches(tokens: readonly Token[], name: string): boolean {
  let [token, at] = [0, 0];
  let star: { token: number; at: number } | undefined;
  let stars: { token: number; at: number } | undefined;
  while (at < name.length || token < tokens.length) {
    const current = tokens[token];
    if (current?.kind === 'stars') {
      star = undefined;
      stars = { token: ++token, at };
      continue;
    }
    if (current?.kind === 'star') {
      star = { token: ++token, at };
      continue;
    }
    if (current !== undefined && at < name.length && takes(current, name.charAt(at))) {
      token += 1;
      at += 1;
      continue;
    }
    if (star && star.at < name.length && name.charAt(star.at) !== '/') {
      star.at += 1;
      ({ token, at } = star);
    } else if (stars && stars.at < name.length) {
      star = undefined;
      stars.at += 1;
      ({ token, at } = stars);
    } else return false;
  }
  return true;
}

function takes(token: Token, character: string): boolean {
  if (token.kind === 'one') return token.character === character;
  if (token.kind !== 'set') return true;
  return token.ranges.some(([first, last]) => first <= character && character <= last) !== token.isNegated;
}
