/**
 * Joins the chunks that a bundle loads at its start into one file: to find, read and check fifty files takes longer than to run them. The joined
 * file gives each chunk by its name, and evaluates it when it is first asked for: other programs of the folder need only some of them.
 */

export const joinedFile = 'start.cjs';

/** Chunks of CommonJS by file name, as `commonJsOf` makes them; `names` are those to join. Gives what the folder contains then. */
export function joinChunks(chunks: ReadonlyMap<string, string>, names: readonly string[]): ReadonlyMap<string, string> {
  const joined = new Set(names);
  if (joined.size === 0) return chunks;
  const rewritten = (text: string, load: string): string =>
    text.replaceAll(/\brequire\("\.\/([\w.-]+)"\)/g, (whole, name: string) => (joined.has(name) ? `${load}("${name}")` : whole));
  const files = new Map<string, string>();
  for (const [name, text] of chunks) if (!joined.has(name)) files.set(name, rewritten(text, `require("./${joinedFile}")`));
  // In parentheses V8 compiles a function at once: it is called soon.
  const functions = names.toSorted().map((name) => `"${name}":(function(module,require){${rewritten(chunks.get(name) ?? '', 'load')}})`);
  files.set(joinedFile, [`"use strict";const chunks={`, functions.join(',\n'), `};\n`, loader].join('\n'));
  return files;
}

const loader = `const loaded=new Map();
function load(name){
let module=loaded.get(name);
if(!module){loaded.set(name,module={exports:{}});chunks[name](module,require);delete chunks[name]}
return module.exports}
module.exports=load;
`;
