/**
 * What the web engine makes for iOS, signed by the workflow: read by Python's property lists and by LLVM, its signature checked by openssl, and
 * all of it judged by the second verifier. No device has installed one.
 */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { createIosPackage, iosApp, labPki } from '../support/iosWorkflow.ts';
import { plainPng } from '../support/webWorld.ts';
import { askJudge } from './support/judges.ts';

const verifier = fileURLToPath(new URL('ios-seal/check_seal.py', import.meta.url));
const app = 'Payload/App.app';

describe('an iOS package of the web engine', () => {
  let folder = '';
  let ipa = '';
  const inFolder = (name: string): string => join(folder, name);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ios-web-'));
    const files = await iosApp(
      {
        '/app/www/index.html': '<!doctype html><title>Hello</title>',
        '/app/www/größe/日本.txt': 'x',
        '/app/icon.png': await plainPng(512),
      },
      { web: { webDir: 'www', icon: 'icon.png', backgroundColor: '#123456', names: { de: 'Hallo' }, permissions: ['camera'] } },
    );
    const { path } = await createIosPackage(files);
    ipa = inFolder('app.ipa');
    writeFileSync(ipa, await files.readFile(path));
    writeFileSync(inFolder('root.pem'), encodePem('CERTIFICATE', labPki.root.der));
    strictEqual(askJudge('unzip', ['-q', ipa, '-d', folder]).exitCode, 0);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('unpacks with its modes and names', () => {
    const { stdout } = askJudge('unzip', ['-Z', ipa]);
    ok(/^-rwxr-xr-x .* Payload\/App.app\/App$/m.test(stdout), stdout);
    ok(/^-rw-r--r-- .* Payload\/App.app\/Info.plist$/m.test(stdout));
    ok(!/^[?-]{3}/m.test(stdout.split('\n').slice(1).join('\n')), stdout);
  });

  it('has property lists that Python reads', () => {
    const script = [
      'import plistlib, json, sys',
      'read = lambda name: plistlib.load(open(sys.argv[1] + "/" + name, "rb"))',
      'info = read("Info.plist")',
      'print(json.dumps([info["CFBundleIdentifier"], info["MinimumOSVersion"], info["CFBundleExecutable"],',
      '  info["UIDeviceFamily"], info["MobileDistribution"]["Start"], read("de.lproj/InfoPlist.strings")["CFBundleDisplayName"]]))',
    ].join('\n');
    const { exitCode, stdout, stderr } = askJudge('python3', ['-c', script, inFolder(app)]);
    strictEqual(exitCode, 0, stderr);
    deepStrictEqual(JSON.parse(stdout), ['com.acme.hello', '15.0', 'App', [1, 2], 'app://localhost/', 'Hallo']);
  });

  it('has a launch picture of one color, whose sums Python finds right', () => {
    const script = [
      'import json, struct, sys, zlib',
      'data = open(sys.argv[1], "rb").read()',
      'assert data[:8] == b"\\x89PNG\\r\\n\\x1a\\n"',
      'at, chunks = 8, {}',
      'while at < len(data):',
      '    size, name = struct.unpack_from(">I4s", data, at)',
      '    body = data[at + 8 : at + 8 + size]',
      '    assert zlib.crc32(name + body) == struct.unpack_from(">I", data, at + 8 + size)[0]',
      '    chunks[name.decode()] = body',
      '    at += size + 12',
      'rows = zlib.decompress(chunks["IDAT"])',
      'print(json.dumps([list(chunks), *struct.unpack(">IIBBBBB", chunks["IHDR"]), chunks["PLTE"].hex(), len(rows), any(rows)]))',
    ].join('\n');
    const { exitCode, stdout, stderr } = askJudge('python3', ['-c', script, inFolder(`${app}/Launch.png`)]);
    strictEqual(exitCode, 0, stderr);
    const expected = [['IHDR', 'PLTE', 'IDAT', 'IEND'], 1600, 1600, 1, 3, 0, 0, 0, '123456', 1600 * 201, false];
    deepStrictEqual(JSON.parse(stdout), expected);
  });

  it('keeps an executable that LLVM reads, with a signature at its end', () => {
    const { exitCode, stdout } = askJudge('llvm-objdump', ['--macho', '--private-headers', inFolder(`${app}/App`)]);
    strictEqual(exitCode, 0);
    ok(/LC_CODE_SIGNATURE/.test(stdout));
    deepStrictEqual(/platform (\S+)\s+sdk (\S+)\s+minos (\S+)/.exec(stdout)?.slice(1), ['ios', '15.0', '15.0']);
  });

  it('has a profile that openssl takes for signed', () => {
    const profile = inFolder(`${app}/embedded.mobileprovision`);
    const args = [
      'cms',
      '-verify',
      '-in',
      profile,
      '-inform',
      'DER',
      '-CAfile',
      inFolder('root.pem'),
      '-purpose',
      'any',
      '-out',
      inFolder('p'),
    ];
    const { exitCode, stderr } = askJudge('openssl', args);
    strictEqual(exitCode, 0, stderr);
  });

  it('is sealed, as the second verifier finds', () => {
    const args = [verifier, '--root', inFolder('root.pem'), '--at', '2026-11-21T10:00:00Z', ipa];
    const { stdout, stderr } = askJudge('python3-asn1crypto', args);
    strictEqual(stderr, '');
    const [opinion]: readonly { readonly sealed: boolean; readonly verified: boolean; readonly findings: readonly unknown[] }[] =
      JSON.parse(stdout);
    deepStrictEqual([opinion?.findings, opinion?.sealed, opinion?.verified], [[], true, true]);
  });
});
