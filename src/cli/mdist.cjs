#!/usr/bin/env node
// Starts the command line after one look at the Node it runs on. Written so that a much older Node can read it and say so.
'use strict';

var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 21)) {
  process.stderr.write('mdist needs Node 22.21 or newer; this is Node ' + process.versions.node + '.\n');
  process.exit(3);
}
// Keeps what V8 compiled for the next start: a third of the time of a short command. What is in there is run, so
// it is never in a folder that somebody else could write to, as Node's own default in the shared temporary folder is.
var path = require('node:path');
var folder = compileCacheFolder(require('node:fs'), path, require('node:os'), process.env);
if (folder) require('./loadChunks.cjs').loadChunks(folder, path.join(__dirname, 'cli'), 'main.cjs');
else require('./cli/main.cjs');

// A folder of this user alone; nothing when there is none.
function compileCacheFolder(fs, path, os, env) {
  try {
    var home = os.homedir();
    var named = process.platform === 'win32' ? env.LOCALAPPDATA : process.platform === 'darwin' ? undefined : env.XDG_CACHE_HOME;
    var ofSystem = { win32: 'AppData/Local', darwin: 'Library/Caches' }[process.platform] || '.cache';
    var caches = named && path.isAbsolute(named) ? named : path.join(home, ofSystem);
    if (!path.isAbsolute(caches)) return undefined;
    var own = path.join(caches, 'mobile-distribution');
    var compiled = path.join(own, 'compiled');
    fs.mkdirSync(compiled, { recursive: true, mode: 448 });
    return isOnlyOurs(fs, fs.realpathSync(caches), 18) && isOnlyOurs(fs, own, 63) && isOnlyOurs(fs, compiled, 63) ? compiled : undefined;
  } catch (error) {
    // Without the cache the start takes longer, and nothing else.
    return error && undefined;
  }
}

// A folder and no link, owned by this user, without the permissions of the mask. Windows keeps others out of the profile of a user.
function isOnlyOurs(fs, folder, mask) {
  var found = fs.lstatSync(folder);
  if (!found.isDirectory()) return false;
  return process.platform === 'win32' || (found.uid === process.getuid() && (found.mode & mask) === 0);
}
