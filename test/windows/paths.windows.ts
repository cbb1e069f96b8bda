/** Paths that mean something else on Windows than they seem to: refused as every other bad input, with one reason, and nothing written. */

import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { appendFileSync, readFileSync, renameSync } from 'node:fs';
import { checkNothingNew, useWindowsApp } from './support/windowsApp.ts';

const badFiles = [
  'NUL',
  'nul.apk',
  'aux.p12',
  'COM1',
  'com1.apk',
  'LPT9.txt',
  'CON',
  'sub\\prn.apk',
  'C:drive-relative.apk',
  'a:b.apk',
  'file.apk:stream',
  'file.apk::$DATA',
  '\\\\.\\NUL',
  '\\\\.\\COM1',
  'dots.apk.',
  'blank.apk ',
  'what?.apk',
  'pipe|d.apk',
];

describe('outputs on Windows', () => {
  const app = useWindowsApp();

  for (const path of badFiles) {
    it(`creates no keystore at ${JSON.stringify(path)}`, () => {
      const before = app.names();
      const { exitCode, problems, text } = app.run('keystore', 'create', path, '--alias', 'upload', '--password', 'file:secret.txt');
      notStrictEqual(exitCode, 0, text);
      ok(exitCode !== null && exitCode < 70, text);
      strictEqual(problems.length, 1, text);
      match(text, /cannot be used: /);
      checkNothingNew(before, app);
    });
  }

  for (const path of ['aux', 'out\\NUL', 'a:b', 'out:stream', 'out.', '\\\\.\\pipe\\out'])
    it(`puts no package into ${JSON.stringify(path)}`, () => {
      const before = app.names();
      const { exitCode, problems, text } = app.createRelease('--output', path);
      notStrictEqual(exitCode, 0, text);
      ok(exitCode !== null && exitCode < 70, text);
      strictEqual(problems.length, 1, text);
      match(text, /cannot be used: /);
      checkNothingNew(before, app);
    });

  it('takes names that only look like those of devices', () => {
    for (const path of ['null.p12', 'aux1.p12', 'com10.p12', 'Konsole.p12', '.con.p12']) {
      const { exitCode, text } = app.run('keystore', 'create', path, '--alias', 'upload', '--password', 'file:secret.txt');
      strictEqual(exitCode, 0, text);
      ok(app.names().includes(path), path);
    }
  });

  it('takes an input for the same file in another case', () => {
    const store = readFileSync(app.at('Upload.p12'));
    const created = app.createRelease('--output', 'out');
    strictEqual(created.exitCode, 0, created.text);
    const made = app.names().find((name) => name.startsWith('out/') && name.endsWith('.apk')) ?? '';
    const signing = ['--keystore', 'Upload.p12', '--alias', 'upload', '--keystore-password', 'file:secret.txt'];
    for (const out of ['UPLOAD.P12', '.\\upload.p12', 'out\\..\\uPLOAD.p12']) {
      const { exitCode, text } = app.run('package', 'sign', made, ...signing, '--out', out, '--force');
      notStrictEqual(exitCode, 0, text);
      deepStrictEqual(readFileSync(app.at('Upload.p12')), store);
    }
  });
});

describe('the ledger on Windows', () => {
  const app = useWindowsApp();

  it('has paths with forward slashes inside the app', () => {
    const { exitCode, text } = app.createRelease();
    strictEqual(exitCode, 0, text);
    const ledger = readFileSync(app.at('app', '.mobile-distribution', 'packages.jsonl'), 'utf8');
    match(ledger, /"path":"\.mobile-distribution\/packages\/hello-[^"\\]+\.apk"/);
  });

  it('counts and lists packages whose paths are those of another system', () => {
    strictEqual(app.createRelease().exitCode, 0);
    const path = app.at('app', '.mobile-distribution', 'packages.jsonl');
    const [line = ''] = readFileSync(path, 'utf8').trim().split('\n');
    const record = JSON.parse(line);
    const foreign = ['/home/ada/hello.apk', 'D:\\builds\\hello.apk', '\\\\server\\share\\hello.apk'].map((place, index) =>
      JSON.stringify({ ...record, id: `00000000000000a${index}`, path: place, versionCode: record.versionCode + index + 1 }),
    );
    appendFileSync(path, `${foreign.join('\n')}\n`);
    const listed = app.run('package', 'list', '--app', 'app');
    strictEqual(listed.exitCode, 0, listed.text);
    const next = app.createRelease();
    strictEqual(next.exitCode, 0, next.text);
    match(next.text, /"versionCode": 5\b/);
  });

  it('finds an app and its files by names in another case', () => {
    renameSync(app.at('app', 'www'), app.at('app', 'WWW'));
    const { exitCode, problems, text } = app.run('validate', '--app', 'APP', '--platform', 'android');
    deepStrictEqual([exitCode, problems], [0, []], text);
  });
});
