/** An app on disk and the built command line in a separate process, for tests of what differs on Windows. */

import { deepStrictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rightPassword, testKeystore } from '../../support/workflowWorld.ts';

/** Not `mdist.cjs`: Node under Wine is older than it allows. */
const main = fileURLToPath(new URL('../../../dist/cli/main.cjs', import.meta.url));

export interface CommandResult {
  readonly exitCode: number | null;
  /** What `--json` printed. */
  readonly document: Readonly<Record<string, unknown>>;
  /** The code of the failure, else those of the errors. */
  readonly problems: readonly string[];
  readonly text: string;
}

export interface WindowsApp {
  /** In the folder with the app, the keystore `Upload.p12` and `secret.txt`, which is where commands run. */
  at(...names: readonly string[]): string;
  run(...args: readonly string[]): CommandResult;
  /** A release package at the path, which is also in the ledger. */
  createRelease(...args: readonly string[]): CommandResult;
  /** Every file and folder, with forward slashes. */
  names(): readonly string[];
}

/** Call it inside `describe`. */
export function useWindowsApp(): WindowsApp {
  let folder = '';
  beforeEach(async () => {
    folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'mdist windows ü-')));
    mkdirSync(join(folder, 'app', 'www'), { recursive: true });
    writeFileSync(join(folder, 'app', 'www', 'index.html'), '<!doctype html><title>Hello</title>');
    const settings = { name: 'Hello', web: { webDir: 'www' }, android: { appIdentifier: 'com.acme.hello' } };
    writeFileSync(join(folder, 'app', 'mobile-distribution.json'), JSON.stringify(settings));
    writeFileSync(join(folder, 'Upload.p12'), await testKeystore());
    writeFileSync(join(folder, 'secret.txt'), `${rightPassword}\r\n`);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  const run = (...args: readonly string[]): CommandResult => {
    const config = join(folder, 'config');
    // The built product needs none of the hooks that load the tests.
    const env = {
      ...process.env,
      NODE_OPTIONS: process.env['PRODUCT_NODE_OPTIONS'] ?? '',
      APPDATA: config,
      LOCALAPPDATA: config,
      USERPROFILE: folder,
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args, '--json'], { cwd: folder, env, encoding: 'utf8' });
    const document = parseDocument(stdout);
    return { exitCode: status, document, problems: problemsOf(document), text: `${stdout}${stderr}` };
  };
  return {
    at: (...names) => join(folder, ...names),
    run,
    createRelease: (...args) => {
      const signing = ['--keystore', 'Upload.p12', '--alias', 'upload', '--keystore-password', 'file:secret.txt'];
      const result = run('package', 'create', '--app', 'app', '--platform', 'android', '--build-type', 'release', ...signing, ...args);
      return result;
    },
    names: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => name.replaceAll('\\', '/'))
        .toSorted(),
  };
}

/** What a failed command must not leave. */
export function checkNothingNew(before: readonly string[], app: WindowsApp): void {
  const isNew = (name: string): boolean =>
    !before.includes(name) && !/^(config|app\/\.mobile-distribution(\/(logs|locks|packages))?)(\/|$)/.test(name);
  deepStrictEqual(app.names().filter(isNew), []);
  const packages = app.at('app', '.mobile-distribution', 'packages');
  if (existsSync(packages))
    deepStrictEqual(
      readdirSync(packages).filter((name) => !name.startsWith('.')),
      [],
    );
}

function parseDocument(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function problemsOf({ error, issues }: Readonly<Record<string, unknown>>): readonly string[] {
  if (isRecord(error) && error['code'] !== 'issues-found') return [String(error['code'])];
  const found: readonly unknown[] = Array.isArray(issues) ? issues : [];
  return found.filter((issue) => isRecord(issue)).flatMap((issue) => (issue['severity'] === 'error' ? [String(issue['code'])] : []));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
