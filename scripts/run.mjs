// Starts a task of the project on a fresh clone as well as on a used one: installs what package-lock.json says when
// node_modules is absent or stale, then runs scripts/tasks/<task>.ts on the Node that the dev dependency `node` brings.
// Plain JavaScript, without dependencies, for Node 20 and newer: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [task, ...rest] = process.argv.slice(2);

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return undefined;
  }
}

// npm keeps a lock file of what it really installed; it must contain every package that the project's own one asks for.
function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages ?? {};
  const present = readJson('node_modules/.package-lock.json')?.packages;
  if (!present || !existsSync(nodePath())) return false;
  return Object.entries(wanted).every(([path, row]) => path === '' || row.optional || row.peer || present[path]?.version === row.version);
}

function nodePath() {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`The project's scripts need Node 20 or newer; this is ${process.versions.node}.`);
  process.exit(3);
}
if (!task || !existsSync(join(root, 'scripts', 'tasks', `${task}.ts`))) {
  console.error(`There is no task ${task ?? ''} in scripts/tasks.`);
  process.exit(2);
}
if (!isInstalled()) {
  console.error('Installing the packages of package-lock.json (npm ci) …');
  const status = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error('npm ci did not finish; its messages above say why.');
    process.exit(3);
  }
}
process.exit(run(nodePath(), ['--disable-warning=ExperimentalWarning', join(root, 'scripts', 'tasks', `${task}.ts`), ...rest]));
