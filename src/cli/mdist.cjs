#!/usr/bin/env node
// Starts the command line after one look at the Node it runs on. Written so that a much older Node can read it and say so.
'use strict';

var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 21)) {
  process.stderr.write('mdist needs Node 22.21 or newer; this is Node ' + process.versions.node + '.\n');
  process.exit(3);
}
// Keeps what V8 compiled for the next start: half of the time until the first line of the program.
require('node:module').enableCompileCache();
require('./cli/main.cjs');
