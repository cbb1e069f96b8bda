// Loads the chunks of the command line with what V8 compiled of them in an earlier run. Node's own compile cache keeps what is compiled
// when a file is loaded, but not the functions that are compiled when they are first called: most of the work of a command's start.
//
//     file:   SHA-256 of all that follows · u32 length of the index · index as JSON · code of all chunks
//     index:  chunk → [SHA-256 of its source, start of its code, length]
//
// One file for what is loaded before the command is known, and one for each command: code that a command has no use for costs time, too.
// V8 runs what it is given without a look, so a file counts only when it is whole and made of the very source. The folder is this user's
// alone (mdist.cjs).
'use strict';

const { hash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { Script, constants } = require('node:vm');

const parameters = 'exports, require, module, __filename, __dirname';
/** Of all files together; the oldest are removed. */
const mostBytes = 64 * 1024 * 1024;

/** Evaluates the chunk `entry` of the folder `chunks`; what it requires there later begins the part of a command. */
exports.loadChunks = function loadChunks(folder, chunks, entry) {
  const modules = new Map();
  const parts = [];
  let isStarted = false;

  function load(name) {
    const known = modules.get(name);
    if (known) return known.exports;
    const file = path.join(chunks, name);
    const source = fs.readFileSync(file);
    const stamp = hash('sha256', source);
    if (parts.length === (isStarted ? 1 : 0)) parts.push(openPart(path.join(folder, fileName(name, stamp))));
    const script = compile(parts.at(-1), { name, stamp, file, source: source.toString() });
    const module = { exports: {} };
    modules.set(name, module);
    script.runInThisContext()(module.exports, requireFrom, module, file, chunks);
    return module.exports;
  }
  // The build splits into one folder, and takes in every package.
  const requireFrom = (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id));

  process.on('exit', (exitCode) => {
    // A run that failed early has not seen the functions of the command.
    if (exitCode > 1) return;
    for (const part of parts) if (part.isIncomplete) save(folder, part);
  });
  load(entry);
  isStarted = true;
};

function fileName(name, stamp) {
  return `${path.basename(name, '.cjs')}-${stamp.slice(0, 16)}-${process.version}-${process.arch}`;
}

function compile(part, { name, stamp, file, source }) {
  const [madeOf, start, length] = part.index[name] ?? [];
  const cachedData = madeOf === stamp ? part.code.subarray(start, start + length) : undefined;
  const script = new Script(`(function (${parameters}) {${source}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  part.scripts.push({ name, stamp, script });
  // Another build of Node with the same version, or other flags of V8.
  if (!cachedData || script.cachedDataRejected) part.isIncomplete = true;
  return script;
}

function openPart(file) {
  try {
    const bytes = fs.readFileSync(file);
    const content = bytes.subarray(32);
    const codeAt = 4 + content.readUInt32LE(0);
    if (hash('sha256', content, 'buffer').equals(bytes.subarray(0, 32)))
      return { file, index: JSON.parse(content.toString('utf8', 4, codeAt)), code: content.subarray(codeAt), scripts: [] };
  } catch {
    // None yet, or not one of ours.
  }
  return { file, index: {}, scripts: [] };
}

/** With the functions that were called in this run. Nothing depends on it, so nothing is said when it cannot be written. */
function save(folder, { file, scripts }) {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const index = {};
    const code = [];
    let start = 0;
    for (const { name, stamp, script } of scripts) {
      const data = script.createCachedData();
      index[name] = [stamp, start, data.length];
      code.push(data);
      start += data.length;
    }
    const head = Buffer.from(JSON.stringify(index));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(head.length);
    const content = Buffer.concat([length, head, ...code]);
    fs.writeFileSync(temporary, Buffer.concat([hash('sha256', content, 'buffer'), content]), { mode: 0o600, flag: 'wx' });
    fs.renameSync(temporary, file);
    removeOldest(folder);
  } catch {
    fs.rmSync(temporary, { force: true });
  }
}

function removeOldest(folder) {
  const files = fs.readdirSync(folder).map((name) => {
    const file = path.join(folder, name);
    const { mtimeMs, size } = fs.lstatSync(file);
    return { file, mtimeMs, size };
  });
  let bytes = 0;
  for (const { file, size } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
    bytes += size;
    if (bytes > mostBytes) fs.rmSync(file, { recursive: true, force: true });
  }
}
