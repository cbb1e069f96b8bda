/** The forms of the command line that scripts rely on, run as processes on the sample; other people's tools judge what comes out. */

import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askJudge } from './support/judges.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Ran {
  readonly exitCode: number | null;
  readonly document: Readonly<Record<string, unknown>>;
}

describe('the command line on the sample', function () {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mdist-forms-'));
    cpSync(join(root, 'samples', 'hello-web'), join(folder, 'hello-web'), { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function mdist(...args: readonly string[]): Ran {
    const env = { ...process.env, P: 'store password', XDG_CONFIG_HOME: join(folder, 'config') };
    const command = ['--disable-warning=ExperimentalWarning', join(root, 'src', 'cli', 'main.ts'), ...args, '--json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' });
    strictEqual(stderr, '');
    const document: Readonly<Record<string, unknown>> = JSON.parse(stdout);
    return { exitCode: status, document };
  }

  const key = ['--keystore', 'upload.p12', '--alias', 'upload', '--keystore-password', 'env:P'];

  it('makes a keystore that keytool lists', () => {
    const { exitCode, document } = mdist(
      'keystore',
      'create',
      'upload.p12',
      '--alias',
      'upload',
      '--password',
      'env:P',
      '--organization',
      'Acme',
    );
    strictEqual(exitCode, 0);
    strictEqual(document['format'], 'pkcs12');
    const listing = askJudge('keytool', ['-list', '-v', '-keystore', 'upload.p12', '-storepass:env', 'P'], {
      cwd: folder,
      env: { P: 'store password' },
    });
    match(listing.stdout, /Alias name: upload[\s\S]*Owner: CN=upload, O=Acme/);
  });

  it('creates releases that apksigner verifies and aapt2 reads, and bundles that jarsigner verifies', () => {
    for (const [buildType, code] of [
      ['release', 1],
      ['app-bundle', 2],
    ] as const) {
      const made = mdist(
        'package',
        'create',
        '--app',
        'hello-web',
        '--platform',
        'android',
        '--build-type',
        buildType,
        ...key,
        '--output',
        'out',
      );
      strictEqual(made.exitCode, 0);
      const path = String(made.document['path']);
      const bytes = readFileSync(path);
      strictEqual(made.document['sizeBytes'], bytes.length);
      strictEqual(made.document['sha256'], createHash('sha256').update(bytes).digest('hex'));
      strictEqual(made.document['versionCode'], code);
      const verified = mdist('package', 'verify', path, '--min-sdk', '24');
      deepStrictEqual([verified.exitCode, verified.document['verified']], [0, true]);
      const { document: inspected } = mdist('package', 'inspect', path);
      deepStrictEqual([inspected['appIdentifier'], inspected['versionCode']], ['dev.mobiledistribution.hello', code]);
      if (buildType === 'app-bundle') {
        match(askJudge('jarsigner', ['-verify', path]).stdout, /jar verified/);
        continue;
      }
      strictEqual(askJudge('apksigner', ['verify', '--min-sdk-version', '24', path]).exitCode, 0);
      match(askJudge('aapt2', ['dump', 'badging', path]).stdout, /^package: name='dev\.mobiledistribution\.hello' versionCode='1'/m);
    }
  });

  it('signs a package of another tool’s making again', () => {
    const { document } = mdist('package', 'create', '--app', 'hello-web', '--build-type', 'debug', '--output', 'out');
    const signed = mdist('package', 'sign', String(document['path']), ...key, '--out', 'signed.apk');
    strictEqual(signed.exitCode, 0);
    const verdict = askJudge('apksigner', ['verify', '--print-certs', join(folder, 'signed.apk')]);
    match(verdict.stdout, /certificate DN: CN=upload, O=Acme/);
  });
});
