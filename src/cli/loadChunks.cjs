// Loads the chunks of the command line with what V8 compiled of them in an earlier run. Node's own compile cache keeps what is compiled
// when a file is loaded, but not the functions that are compiled when they are first called: most of the work of a command's start.
//
//     file:   SHA-256 of all that follows · u32 length of the index · index as JSON · source · code
//     index:  { chunks: chunk → [size, time of its last change], sourceBytes }
//     source: ({ chunk: function, … }), one program of all chunks: to read, check and start eighty of them costs more than to run them
//
// One file for what is loaded before the command is known, and one for each command: code that a command has no use for costs time, too.
// The run that meets a chunk for the first time writes the source, and the next one the code of what it called.
// V8 runs what it is given without a look, so a file counts only when it is whole and its chunks did not change. The folder is this user's
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
    if (parts.length === (isStarted ? 1 : 0)) parts.push(openPart(path.join(folder, fileName(file)), chunks));
    const part = parts.at(-1);
    const module = { exports: {} };
    modules.set(name, module);
    const evaluate = part.functions[name] ?? compileAlone(part, name, file);
    evaluate(module.exports, requireFrom, module, file, chunks);
    return module.exports;
  }
  // The build splits into one folder, and takes in every package.
  const requireFrom = (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id));

  process.on('exit', (exitCode) => {
    // A run that failed early has not seen the functions of the command.
    if (exitCode > 1) return;
    for (const part of parts) save(folder, chunks, part);
  });
  load(entry);
  isStarted = true;
};

function fileName(file) {
  const name = path.basename(file, '.cjs').split('-')[0];
  return `${name}-${hash('sha256', file).slice(0, 16)}-${process.version}-${process.arch}`;
}

function compileAlone(part, name, file) {
  part.added.push(name);
  const source = fs.readFileSync(file);
  return new Script(`(function (${parameters}) {${source}\n})`, { filename: file, ...options }).runInThisContext();
}

const options = { importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER };

/** With no function where there is no such file yet, or where it is not of these chunks. */
function openPart(file, chunks) {
  const part = { file, stamps: {}, source: Buffer.alloc(0), functions: {}, added: [], script: undefined };
  try {
    const bytes = fs.readFileSync(file);
    const content = bytes.subarray(32);
    if (!hash('sha256', content, 'buffer').equals(bytes.subarray(0, 32))) return part;
    const sourceAt = 4 + content.readUInt32LE(0);
    const index = JSON.parse(content.toString('utf8', 4, sourceAt));
    if (Object.entries(index.chunks).some(([name, stamp]) => stampOf(path.join(chunks, name)) !== stamp)) return part;
    const source = content.subarray(sourceAt, sourceAt + index.sourceBytes);
    const cachedData = content.subarray(sourceAt + index.sourceBytes);
    const script = new Script(source.toString(), { filename: file, ...(cachedData.length > 0 && { cachedData }), ...options });
    // Rejected by another build of Node with the same version, or for other flags of V8.
    const isCompiled = cachedData.length > 0 && script.cachedDataRejected !== true;
    return { ...part, stamps: index.chunks, source, functions: script.runInThisContext(), script: isCompiled ? undefined : script };
  } catch {
    // None yet, or not one of ours.
    return part;
  }
}

/** Size and time of the last change, which no copy and no archive can set. */
function stampOf(file) {
  const { size, ctimeMs } = fs.statSync(file);
  return `${size} ${ctimeMs}`;
}

/** With the functions that were called in this run. Nothing depends on it, so nothing is said when it cannot be written. */
function save(folder, chunks, { file, stamps, source, added, script }) {
  if (added.length === 0 && !script) return;
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const [index, text] = added.length > 0 ? joined(chunks, [...Object.keys(stamps), ...added]) : [stamps, source];
    const code = added.length > 0 ? Buffer.alloc(0) : script.createCachedData();
    const head = Buffer.from(JSON.stringify({ chunks: index, sourceBytes: text.length }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(head.length);
    const content = Buffer.concat([length, head, text, code]);
    fs.writeFileSync(temporary, Buffer.concat([hash('sha256', content, 'buffer'), content]), { mode: 0o600, flag: 'wx' });
    fs.renameSync(temporary, file);
    removeOldest(folder);
  } catch {
    fs.rmSync(temporary, { force: true });
  }
}

/** Stamps before sources: what changes in between is noticed by the next run. */
function joined(chunks, names) {
  const stamps = {};
  const texts = names.map((name) => {
    const file = path.join(chunks, name);
    stamps[name] = stampOf(file);
    return `${JSON.stringify(name)}: function (${parameters}) {${fs.readFileSync(file)}\n}`;
  });
  return [stamps, Buffer.from(`({${texts.join(',\n')}})`)];
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
