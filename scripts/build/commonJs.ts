/**
 * Turns a chunk that esbuild made as an ES module into CommonJS. esbuild does so too, but puts 400 bytes of helpers into each of several
 * hundred chunks and reads every imported name through an object. Chunks never import each other in a circle and change no exported
 * variable, so a name can be taken once.
 */

import {
  type EcmaScriptModule,
  type ExportNamedDeclaration,
  type ModuleExportName,
  parseSync,
  type Program,
  type StaticImport,
  Visitor,
} from 'oxc-parser';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Throws for what esbuild does not write into chunks: it would be lost. */
export function commonJsOf(name: string, code: string): string {
  const { module, program, errors } = parseSync(name, code, { sourceType: 'module', lang: 'js' });
  if (errors[0]) throw new Error(`${name} cannot be parsed: ${errors[0].message}`);
  const exports = program.body.filter((statement) => statement.type === 'ExportNamedDeclaration');
  if (program.body.some(({ type }) => type === 'ExportAllDeclaration' || type === 'ExportDefaultDeclaration'))
    throw new Error(`${name} has an export that cannot be turned into CommonJS`);
  const edits = [
    ...module.staticImports.map(({ start, end }) => ({ start, end, text: '' })),
    ...exports.map(({ start, end }) => ({ start, end, text: '' })),
    ...module.dynamicImports.flatMap((each) => dynamicRequire(each, code)),
    ...module.importMetas.map(({ start, end }) => ({ start, end, text: importMeta })),
    ...escapedExpressions(program, code),
  ];
  const head = [
    '"use strict";',
    ...(module.importMetas.length > 0 ? [`const ${importMeta}={url:require("node:url").pathToFileURL(__filename).href};`] : []),
    ...module.staticImports.map(requireOf),
  ];
  return `${head.join('')}${edited(code, edits).trim()}\n${exportsOf(name, exports)}`;
}

const importMeta = 'importMeta';

function requireOf({ moduleRequest, entries }: StaticImport): string {
  const required = `require(${JSON.stringify(moduleRequest.value)})`;
  if (entries.length === 0) return `${required};`;
  const whole = entries.find(({ importName }) => importName.name === null);
  // The default export of a module of Node, or of CommonJS, is all of it.
  if (!whole) return `const{${entries.map(({ importName, localName }) => pair(importName.name, localName.value)).join(',')}}=${required};`;
  const named = entries.filter((each) => each !== whole).map(({ importName, localName }) => pair(importName.name, localName.value));
  const rest = named.length > 0 ? `,{${named.join(',')}}=${whole.localName.value}` : '';
  return `const ${whole.localName.value}=${required}${rest};`;
}

/** What is imported dynamically is required then: through the loader of ES modules it takes longer, and VS Code gives `vscode` to CommonJS. */
function dynamicRequire({ start, end, moduleRequest }: EcmaScriptModule['dynamicImports'][number], code: string): readonly Edit[] {
  const specifier = code.slice(moduleRequest.start, moduleRequest.end);
  return /^["']\.\//.test(specifier) ? [{ start, end, text: `Promise.resolve().then(()=>require(${specifier}))` }] : [];
}

/**
 * esbuild escapes what is not ASCII in strings, but not in regular expressions; and one character beyond Latin-1 makes V8 keep a whole program
 * with two bytes a character.
 */
function escapedExpressions(program: Program, code: string): readonly Edit[] {
  const edits: Edit[] = [];
  new Visitor({
    Literal: ({ start, end, ...literal }) => {
      const text = code.slice(start, end);
      const escaped = text.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
      if ('regex' in literal && escaped !== text) edits.push({ start, end, text: escaped });
    },
  }).visit(program);
  return edits;
}

/** From the tree, as the parser's list of exports describes what a chunk passes on by its import. */
function exportsOf(name: string, statements: readonly ExportNamedDeclaration[]): string {
  const pairs = statements.flatMap(({ specifiers, source, declaration }) => {
    if (source || declaration) throw new Error(`${name} has an export that cannot be turned into CommonJS`);
    return specifiers.map(({ exported, local }) => pair(nameOf(exported), nameOf(local)));
  });
  return pairs.length > 0 ? `module.exports={${pairs.join(',')}};\n` : '';
}

function nameOf(node: ModuleExportName): string {
  return node.type === 'Literal' ? node.value : node.name;
}

function pair(name: string | null | undefined, local: string | null): string {
  return name === local ? `${name}` : `${name}:${local}`;
}

function edited(code: string, edits: readonly Edit[]): string {
  let text = code;
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => b.start - a.start))
    text = text.slice(0, start) + replacement + text.slice(end);
  return text;
}
