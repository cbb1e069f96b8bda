/**
 * Extended regular expressions of POSIX, as the rules of CodeResources are written (IEEE 1003.1, section 9.4), without intervals and named
 * classes, which none of them has. The rules come out of the file that is checked, and an expression of JavaScript could be made to take
 * forever, so they are run here as an automaton: the time is the length of the text times that of the expression, whatever they are.
 */

/** `undefined` for an expression that is malformed or longer than any rule. */
export function compileExtendedRegex(pattern: string): ((text: string) => boolean) | undefined {
  if (pattern.length > longestPattern) return undefined;
  const parser: Parser = { pattern, at: 0, states: [], depth: 0 };
  const start = newState(parser, { kind: 'split', next: [] });
  const fragment = parseAlternatives(parser);
  if (!fragment || parser.at < pattern.length) return undefined;
  const end = newState(parser, { kind: 'match' });
  link(parser, start, fragment.start);
  for (const state of fragment.ends) link(parser, state, end);
  const { states } = parser;
  return (text) => run(states, start, text);
}

const longestPattern = 500;
const deepestGroups = 50;

type State =
  | { readonly kind: 'split'; next: number[] }
  | { readonly kind: 'begin' | 'end'; next: number[] }
  | { readonly kind: 'set'; readonly accepts: (character: string) => boolean; next: number[] }
  | { readonly kind: 'match' };

interface Parser {
  readonly pattern: string;
  at: number;
  readonly states: State[];
  depth: number;
}

/** A part of the automaton whose ends lead nowhere yet. */
interface Fragment {
  readonly start: number;
  readonly ends: readonly number[];
}

function newState(parser: Parser, state: State): number {
  return parser.states.push(state) - 1;
}

function link({ states }: Parser, from: number, to: number): void {
  const state = states[from];
  if (state && state.kind !== 'match') state.next.push(to);
}

function parseAlternatives(parser: Parser): Fragment | undefined {
  if (++parser.depth > deepestGroups) return undefined;
  const start = newState(parser, { kind: 'split', next: [] });
  const ends: number[] = [];
  for (;;) {
    const branch = parseBranch(parser);
    if (!branch) return undefined;
    link(parser, start, branch.start);
    ends.push(...branch.ends);
    if (parser.pattern[parser.at] !== '|') break;
    parser.at++;
  }
  parser.depth--;
  return { start, ends };
}

function parseBranch(parser: Parser): Fragment | undefined {
  const start = newState(parser, { kind: 'split', next: [] });
  let ends: readonly number[] = [start];
  while (parser.at < parser.pattern.length && !'|)'.includes(parser.pattern[parser.at] ?? '')) {
    const atom = parseAtom(parser);
    if (!atom) return undefined;
    const piece = parseRepeats(parser, atom);
    for (const end of ends) link(parser, end, piece.start);
    ends = piece.ends;
  }
  return { start, ends };
}

function parseRepeats(parser: Parser, atom: Fragment): Fragment {
  let fragment = atom;
  for (;;) {
    const repeat = parser.pattern[parser.at];
    if (repeat !== '*' && repeat !== '+' && repeat !== '?') return fragment;
    parser.at++;
    const split = newState(parser, { kind: 'split', next: [fragment.start] });
    if (repeat === '?') fragment = { start: split, ends: [...fragment.ends, split] };
    else {
      for (const end of fragment.ends) link(parser, end, split);
      fragment = { start: repeat === '*' ? split : fragment.start, ends: [split] };
    }
  }
}

function parseAtom(parser: Parser): Fragment | undefined {
  const character = parser.pattern[parser.at++];
  if (character === undefined || '*+?{'.includes(character)) return undefined;
  if (character === '(') {
    const group = parseAlternatives(parser);
    return group && parser.pattern[parser.at++] === ')' ? group : undefined;
  }
  if (character === '^' || character === '$')
    return single(parser, newState(parser, { kind: character === '^' ? 'begin' : 'end', next: [] }));
  if (character === '[') return parseSet(parser);
  if (character === '.') return set(parser, () => true);
  if (character !== '\\') return set(parser, (other) => other === character);
  const escaped = parser.pattern[parser.at++];
  return escaped === undefined ? undefined : set(parser, (other) => other === escaped);
}

function single(_parser: Parser, state: number): Fragment {
  return { start: state, ends: [state] };
}

function set(parser: Parser, accepts: (character: string) => boolean): Fragment {
  return single(parser, newState(parser, { kind: 'set', accepts, next: [] }));
}

/** `[a-z.]`, `[^/]`; a bracket that comes first stands for itself. */
function parseSet(parser: Parser): Fragment | undefined {
  const { pattern } = parser;
  const isNegated = pattern[parser.at] === '^';
  if (isNegated) parser.at++;
  const ranges: [string, string][] = [];
  for (let isFirst = true; ; isFirst = false) {
    const from = pattern[parser.at++];
    if (from === undefined || (from === '[' && /[:.=]/.test(pattern[parser.at] ?? ''))) return undefined;
    if (from === ']' && !isFirst) break;
    const isRange = pattern[parser.at] === '-' && pattern[parser.at + 1] !== ']' && pattern[parser.at + 1] !== undefined;
    const to = isRange ? (pattern[parser.at + 1] ?? from) : from;
    if (isRange) parser.at += 2;
    ranges.push([from, to]);
  }
  return set(parser, (character) => ranges.some(([from, to]) => character >= from && character <= to) !== isNegated);
}

/** Unanchored: the expression may begin at any place. States are numbers, and marked with the place where they were reached last. */
function run(states: readonly State[], start: number, text: string): boolean {
  const marks = new Uint32Array(states.length);
  let current: number[] = [];
  for (let at = 0; at <= text.length; at++) {
    const reached = [...current, start];
    let kept = 0;
    for (let open = reached.pop(); open !== undefined; open = reached.pop()) {
      if (marks[open] === at + 1) continue;
      marks[open] = at + 1;
      const state = states[open];
      if (!state) continue;
      if (state.kind === 'match') return true;
      if (state.kind === 'set') current[kept++] = open;
      else if (state.kind === 'split' || (state.kind === 'begin' ? at === 0 : at === text.length))
        for (const to of state.next) reached.push(to);
    }
    const character = text[at] ?? '';
    const next: number[] = [];
    for (let index = 0; index < kept; index++) {
      const state = states[current[index] ?? 0];
      if (state?.kind === 'set' && state.accepts(character)) for (const to of state.next) next.push(to);
    }
    current = next;
  }
  return false;
}
