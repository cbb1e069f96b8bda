/**
 * Holds a tree of modules to `layerRules.ts`: directions between rooms, libraries and modules of Node, no barrel, no empty
 * name, a docblock at the head. Cycles are the linter's (import/no-cycle). Pure: paths and texts in, violations out.
 */

import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { emptyNames, layerRules, type RoomRule } from './layerRules.ts';
import { readModule, type ImportEdge, type SourceModule } from './moduleReader.ts';

/** `rule` is the room of a table row, or the name of a rule that applies to every file. */
export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** The paths are relative to the project, with forward slashes. */
export function checkLayers(files: ReadonlyMap<string, string>): readonly Violation[] {
  const modules = new Map([...files].map(([path, text]) => [path, readModule(path, text)]));
  const violations: Violation[] = [];
  for (const module of modules.values()) {
    violations.push(...fileViolations(module));
    const room = roomOf(module.path);
    if (!room) violations.push({ rule: 'room', path: module.path, line: 1, message: 'stands in no room of layerRules.ts' });
    else for (const edge of module.imports) violations.push(...importViolations(module, room, edge, modules));
  }
  return violations.toSorted((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}

function fileViolations(module: SourceModule): readonly Violation[] {
  const { path } = module;
  const name = posix.basename(path).replace(/\..*$/, '');
  const violations: Violation[] = [];
  const add = (rule: string, message: string) => violations.push({ rule, path, line: 1, message });
  const word = emptyNames.find((empty) => name.toLowerCase() === empty || name.endsWith(capitalized(empty)));
  if (word) add('name', `is named "${word}", which does not say what it holds`);
  if (name === 'index') add('index', 'is named "index"; name it after the one concept it holds');
  if (module.isBarrel) add('barrel', 'only passes on what other files export; import those files instead');
  if (!module.startsWithDocblock) add('docblock', 'does not begin with a docblock that says what it is');
  if (path.startsWith('src/core/')) {
    for (const { name: use, line } of module.worldUses)
      violations.push({ rule: 'world', path, line, message: `uses ${use}; the core asks the world through src/core/ports` });
  }
  return violations;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function importViolations(
  module: SourceModule,
  room: RoomRule,
  edge: ImportEdge,
  modules: ReadonlyMap<string, SourceModule>,
): readonly Violation[] {
  const violation = (rule: string, message: string) => [{ rule, path: module.path, line: edge.line, message }];
  const { specifier } = edge;
  if (isBuiltin(specifier)) {
    return allows(room.builtins, specifier) ? [] : violation(room.room, `${room.room} may not import ${specifier}`);
  }
  if (!specifier.startsWith('.')) {
    const library = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    return allows(room.libraries, library) ? [] : violation(room.room, `${room.room} may not import the package ${library}`);
  }
  const target = resolveImport(module.path, specifier);
  // The product's own version is in package.json; the faces and the adapters may read it.
  if (target === 'package.json') return room.builtins === 'any' ? [] : violation(room.room, `${room.room} may not import package.json`);
  // The bundler joins the style sheets of a page.
  if (target.endsWith('.css') && roomOf(target) === room) return [];
  if (!modules.has(target)) return violation('import', `imports ${target}, which is no module of the product`);
  const targetRoom = roomOf(target);
  if (!targetRoom || targetRoom === room || room.mayImport.includes(targetRoom.room)) return [];
  if (room.mayImportTypesOf?.includes(targetRoom.room)) {
    return edge.isType ? [] : violation(room.room, `${room.room} may import types of ${targetRoom.room}, but no values`);
  }
  return violation(room.room, `${room.room} may not import ${targetRoom.room}`);
}

function allows(rule: 'any' | readonly string[] | undefined, name: string): boolean {
  return rule === 'any' || (rule?.includes(name) ?? false);
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

function roomOf(path: string): RoomRule | undefined {
  const rooms = layerRules.filter(({ room }) => path.startsWith(`${room}/`));
  return rooms.toSorted((a, b) => b.room.length - a.room.length)[0];
}

function resolveImport(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier);
}
