// Loads and activates the packed extension in the folder of its argument, and prints how long both took. CommonJS, as VS Code
// loads it, with an editor in the place of `vscode` that has every name, each of which can be called, made and read.
'use strict';

const Module = require('node:module');
const { join } = require('node:path');

function anything() {
  const target = function () {};
  return new Proxy(target, {
    get: (_, name) => {
      if (name === 'prototype') return target.prototype;
      // No promise; as a list it is empty.
      if (name === 'then') return undefined;
      if (name === Symbol.iterator) return () => [].values();
      return name === Symbol.toPrimitive ? () => 'anything' : anything();
    },
    set: () => true,
    apply: () => anything(),
    construct: () => anything(),
  });
}

const editor = new Proxy({}, { get: (_, name) => (name === '__esModule' ? undefined : anything()) });
const load = Module._load;
Module._load = (request, ...others) => (request === 'vscode' ? editor : load(request, ...others));

const [folder] = process.argv.slice(2);
const { main } = require(join(folder, 'package.json'));
const context = {
  extensionPath: folder,
  extensionUri: anything(),
  subscriptions: [],
  secrets: anything(),
  globalState: anything(),
  workspaceState: anything(),
  environmentVariableCollection: anything(),
  extension: { packageJSON: { version: '0.0.0' } },
};
// What the editor's own process has loaded long before.
for (const name of ['crypto', 'fs/promises', 'child_process', 'os', 'url', 'path']) require(`node:${name}`);

const started = performance.now();
const { activate } = require(join(folder, main));
const loaded = performance.now();
activate(context);
const activated = performance.now();
process.stdout.write(JSON.stringify({ load: loaded - started, activate: activated - loaded }), () => process.exit());
