/**
 * A build script of Gradle, in Groovy or Kotlin, as statements inside their blocks. The script is not run: a statement keeps the names of
 * the blocks around it, and the tokens of its value. `android { defaultConfig { versionCode 7 } }` and `android.defaultConfig.versionCode
 * = 7` are the same statement here, and `create("free") { … }` is a block named `free`.
 */

import { type Located } from '../source-text/located.ts';
import { type GradleLanguage, type GradleToken, gradleTokens } from './gradleTokens.ts';

export interface GradleStatement extends Located<string> {
  /** Names of the blocks around it, outermost first. */
  readonly path: readonly string[];
  /** `value` is the name that is set or called: `versionCode`, `implementation`, `id`. */
  readonly kind: 'set' | 'call' | 'declare';
  readonly argument: readonly GradleToken[];
  /** Whether it is in a block that does not always run, such as `if`. */
  readonly isConditional: boolean;
}

export interface GradleScript {
  readonly statements: readonly GradleStatement[];
  /** Names of the blocks that are directly in the block at a path, empty ones included, by their joined path. */
  readonly blocks: ReadonlyMap<string, readonly Located<string>[]>;
}

const deepest = 64;
const mostStatements = 50_000;
const declarations: ReadonlySet<string> = new Set(['def', 'val', 'var', 'const', 'final', 'String', 'int', 'Integer', 'long', 'Long']);
const modifiers: ReadonlySet<string> = new Set(['private', 'public', 'internal', 'static', 'lateinit', 'override', 'const', 'final']);
const conditions: ReadonlySet<string> = new Set(['if', 'else', 'for', 'while', 'switch', 'when', 'try', 'catch', 'finally', 'do', 'case']);
/** Calls whose text argument names the block: `create("free") { … }`. */
const naming: ReadonlySet<string> = new Set(['create', 'register', 'named', 'getByName', 'maybeCreate', 'getting', 'creating']);

export function blockKey(path: readonly string[]): string {
  return path.join('\0');
}

interface OpenBlock {
  readonly path: readonly string[];
  readonly isConditional: boolean;
}

/** `undefined` for a text that is not a script of a size that people write. */
export function parseGradleScript(text: string, language: GradleLanguage): GradleScript | undefined {
  const tokens = gradleTokens(text, language);
  if (!tokens) return undefined;
  const statements: GradleStatement[] = [];
  const blocks = new Map<string, Located<string>[]>();
  const open: OpenBlock[] = [];
  let line: GradleToken[] = [];
  let parentheses = 0;
  const here = (): OpenBlock => open.at(-1) ?? { path: [], isConditional: false };
  const finish = (): void => {
    const statement = statementOf(line, here());
    if (statement) statements.push(statement);
    line = [];
    parentheses = 0;
  };
  for (const [index, token] of tokens.entries()) {
    if (statements.length > mostStatements || open.length > deepest) return undefined;
    const mark = token.kind === 'mark' ? token.value : undefined;
    if (mark === '{') {
      // The block of `val x = if (…) { … }` and of a lambda inside parentheses belongs to the value.
      const block = blockOf(line, here(), parentheses > 0);
      if (block.name) note(blocks, here().path, block.name);
      const setter = block.name ? undefined : statementOf(line, here());
      if (setter?.kind === 'set' || setter?.kind === 'declare') statements.push({ ...setter, argument: [...setter.argument, token] });
      open.push({ path: block.path, isConditional: block.isConditional });
      line = [];
      parentheses = 0;
    } else if (mark === '}') {
      finish();
      open.pop();
    } else if (token.kind === 'break') {
      if (token.value === ';') finish();
      else if (parentheses === 0 && !isBareCondition(line) && !goesOn(line.at(-1), nextToken(tokens, index))) finish();
    } else {
      if (mark === '(' || mark === '[') parentheses += 1;
      else if (mark === ')' || mark === ']') parentheses = Math.max(0, parentheses - 1);
      line.push(token);
    }
  }
  finish();
  return { statements, blocks };
}

const mostBlocks = 500;

function note(blocks: Map<string, Located<string>[]>, path: readonly string[], name: Located<string>): void {
  const key = blockKey(path);
  const known = blocks.get(key);
  if (!known) blocks.set(key, [name]);
  else if (known.length < mostBlocks) known.push(name);
}

/** The first token after the line breaks; looks a bounded way ahead. */
function nextToken(tokens: readonly GradleToken[], index: number): GradleToken | undefined {
  for (let at = index + 1; at < tokens.length && at < index + 50; at++) if (tokens[at]?.kind !== 'break') return tokens[at];
  return undefined;
}

/** Whether a line break is in the middle of a value. */
function goesOn(last: GradleToken | undefined, next: GradleToken | undefined): boolean {
  if (last?.kind === 'mark' && /^[=+\-*/.,:?]$/.test(last.value)) return true;
  return last !== undefined && next?.kind === 'mark' && /^[.?+]$/.test(next.value);
}

/** `if (…)` and `else` whose statement is on the next line. */
function isBareCondition(line: readonly GradleToken[]): boolean {
  const [first, second] = line;
  if (first?.kind !== 'word' || !conditions.has(first.value) || line.length > 64) return false;
  if (second === undefined) return first.value === 'else' || first.value === 'try' || first.value === 'do';
  const from = first.value === 'else' && second.value === 'if' ? 2 : 1;
  let depth = 0;
  for (let at = from; at < line.length; at++) {
    if (line[at]?.value === '(') depth += 1;
    else if (line[at]?.value === ')') depth -= 1;
    if (depth === 0) return at === line.length - 1;
  }
  return false;
}

interface NewBlock {
  readonly path: readonly string[];
  readonly isConditional: boolean;
  readonly name?: Located<string>;
}

function blockOf(line: readonly GradleToken[], around: OpenBlock, isInside: boolean): NewBlock {
  const words = leadingNames(line);
  const [first] = words;
  if (isInside || !first) return { path: [...around.path, '{}'], isConditional: true };
  if (conditions.has(first.value)) return { path: around.path, isConditional: true };
  const rest = line.slice(tokenCount(words));
  // `x = …{`: the block is part of a value.
  if (rest.some(({ kind, value }) => kind === 'mark' && value === '=')) return { path: [...around.path, '{}'], isConditional: true };
  const isFunction = /^(?:def|fun|void|class|interface|enum|task)$/.test(first.value) || (modifiers.has(first.value) && words.length === 1);
  if (isFunction) return { path: [...around.path, '{}'], isConditional: true };
  if (first.value === 'object' && rest[0]?.kind === 'word')
    return { path: [...around.path, rest[0].value], isConditional: around.isConditional };
  // `val free by creating { … }`, as Kotlin writes it.
  if (first.value === 'val' && rest[1]?.value === 'by') return named(around, [], rest[0]);
  const last = words.at(-1);
  const text = rest.find(({ kind }) => kind === 'text');
  if (last && naming.has(last.value) && text) return named(around, words.slice(0, -1), text);
  const isPlain = rest.every(({ kind, value }) => kind === 'mark' && /^[()]$/.test(value));
  if (isPlain) return named(around, words.slice(0, -1), last);
  // `configure<ApplicationExtension> {`, `all { … }`, `subprojects.each { x -> …`: for more than one thing or an unknown one.
  if (last?.value === 'configure' && rest.some(({ value }) => /ApplicationExtension|AppExtension|BaseExtension/.test(value)))
    return { path: [...around.path, 'android'], isConditional: around.isConditional };
  return { path: [...around.path, ...words.map(({ value }) => value), '{}'], isConditional: true };
}

function named(around: OpenBlock, before: readonly GradleToken[], name: GradleToken | undefined): NewBlock {
  if (!name) return { path: [...around.path, '{}'], isConditional: true };
  const path = [...around.path, ...before.map(({ value }) => value), name.value];
  const located = { value: name.value, offset: name.offset, length: name.length };
  return { path, isConditional: around.isConditional, ...(before.length === 0 && { name: located }) };
}

const longestName = 12;

/** `android . defaultConfig . versionCode`: the words, without the dots. */
function leadingNames(line: readonly GradleToken[]): readonly GradleToken[] {
  const names: GradleToken[] = [];
  for (let at = 0; at < line.length && names.length < longestName; at += 2) {
    const token = line[at];
    if (token?.kind !== 'word') break;
    names.push(token);
    if (line[at + 1]?.value !== '.') break;
  }
  return names;
}

function tokenCount(names: readonly GradleToken[]): number {
  return Math.max(0, names.length * 2 - 1);
}

function isModifier(token: GradleToken | undefined): boolean {
  return token?.kind === 'word' && modifiers.has(token.value);
}

function statementOf(whole: readonly GradleToken[], { path, isConditional }: OpenBlock): GradleStatement | undefined {
  let start = 0;
  while (start < 8 && isModifier(whole[start]) && whole[start + 1]?.kind === 'word') start += 1;
  const line = start === 0 ? whole : whole.slice(start);
  const [first] = line;
  if (first?.kind !== 'word') return undefined;
  const declared = declarations.has(first.value) && line[1]?.kind === 'word' ? line[1] : undefined;
  if (declared) {
    // `val name: Int = 5`, `val name by extra(5)`
    const equals = line.findIndex(({ kind, value }, index) => index < 8 && ((kind === 'mark' && value === '=') || value === 'by'));
    if (equals < 2) return undefined;
    return { ...declared, kind: 'declare', path, isConditional, argument: line.slice(equals + 1) };
  }
  const names = leadingNames(line);
  const last = names.at(-1);
  if (!last) return undefined;
  const around = [...path, ...names.slice(0, -1).map(({ value }) => value)];
  const rest = line.slice(tokenCount(names));
  const [next] = rest;
  const statement = { value: last.value, offset: last.offset, length: last.length, path: around, isConditional };
  // `ext["code"] = 5`, `extra["code"] = 5`, `ext.set("code", 5)`
  const index = next?.value === '[' && rest[1]?.kind === 'text' && rest[2]?.value === ']' && rest[3]?.value === '=' ? rest[1] : undefined;
  if (index) return { ...statement, value: index.value, path: [...around, last.value], kind: 'set', argument: rest.slice(4) };
  if (next?.kind === 'mark' && next.value === '=' && rest[1]?.value !== '=') return { ...statement, kind: 'set', argument: rest.slice(1) };
  // `versionName.set("1.0")` of lazy properties
  const set = last.value === 'set' && next?.value === '(' && names.length > 1 ? names.at(-2) : undefined;
  if (set) return { ...statement, value: set.value, path: around.slice(0, -1), kind: 'set', argument: rest };
  if (rest.length === 0) return undefined;
  return { ...statement, kind: 'call', argument: rest };
}
