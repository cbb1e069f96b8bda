/** Every command that takes a secret, run on the disk with marker passwords: afterwards they are nowhere. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { commandList } from '../../../src/cli/commands/commandList.ts';
import { composeCommandLine } from '../../../src/cli/composition.ts';
import { runCommandLine } from '../../../src/cli/runCommandLine.ts';
import { type Terminal } from '../../../src/cli/terminal/terminal.ts';
import { encodePem } from '../../../src/core/formats/pem/pem.ts';
import { ApplePki } from '../../support/applePki.ts';
import { appContent, packContent } from '../../support/sealedApps.ts';

const secrets = {
  STORE: 'marker-store-Geheim-1',
  NEW: 'marker-new-Geheim-2',
  RECOVERY: 'marker-recovery-Geheim-3 with many words',
  KEY: 'marker-key-Geheim-4',
  WRONG: 'marker-wrong-Geheim-5',
} as const;

/** Each line with its exit code; `$` stands for `env:`, `@` for `file:`, BUNDLE for the app bundle that was created. */
const script: readonly (readonly [line: string, exitCode: number])[] = [
  ['keystore create up.p12 --algorithm ec-p256 --password $STORE --recovery-file up.txt --recovery-passphrase $RECOVERY', 0],
  ['keystore inspect up.p12 --password $STORE --key-password $KEY --json', 0],
  ['keystore inspect up.p12 --password @store.txt', 0],
  ['keystore inspect up.p12 --password $WRONG --json', 1],
  ['keystore export-certificate up.p12 --out up.pem --password $STORE --key-password $KEY', 0],
  ['keystore recover up.txt --out again.p12 --password $NEW --recovery-passphrase $RECOVERY --json', 0],
  ['keystore recover up.txt --out never.p12 --password $NEW --recovery-passphrase $WRONG', 1],
  ['certificate request apple.csr --key apple.key --password $KEY', 0],
  ['certificate combine leaf.pem --key leaf.key --out ios.p12 --password $STORE --key-password $KEY', 0],
  ['certificate combine leaf.pem --key leaf.key --out no.p12 --password $STORE --key-password $WRONG', 1],
  ['certificate convert ios.p12 --out mac.p12 --password $STORE', 0],
  ['certificate inspect ios.p12 --password $STORE --json', 0],
  ['certificate inspect ios.p12 --password $WRONG', 1],
  ['validate --keystore-password $STORE --key-password $KEY --certificate-password $STORE --json', 1],
  ['validate --keystore-password $WRONG --certificate-password $WRONG --sarif', 1],
  ['package create --platform android --keystore-password $STORE --key-password $KEY', 0],
  ['package create --platform android --keystore-password $WRONG', 1],
  ['package sign plain.apk --keystore up.p12 --out signed.apk --keystore-password $STORE --key-password $KEY --v4', 0],
  ['package sign plain.apk --keystore up.p12 --out never.apk --keystore-password $WRONG --json', 1],
  ['package create --platform android --build-type app-bundle --output out --keystore-password $STORE --key-password $KEY', 0],
  ['package convert BUNDLE --keystore up.p12 --keystore-password $STORE --key-password $KEY --out all.apk', 0],
  ['package convert BUNDLE --keystore up.p12 --keystore-password $WRONG --out never.apk --json', 1],
  ['package sign plain.ipa --certificate ios.p12 --certificate-password $STORE --profile all.mobileprovision --out signed.ipa', 0],
  ['package sign plain.ipa --certificate ios.p12 --certificate-password $WRONG --profile all.mobileprovision --out never.ipa', 1],
  ['store publish plain.apk --store google-play --key $WRONG --json --subject-token $STORE', 1],
  ['store publish plain.apk --store google-play --key @store.txt --dry-run', 1],
  ['store publish plain.ipa --store app-store-connect --key $WRONG --key-id ABC --json', 1],
  ['store connect play --store google-play --key $WRONG --json', 1],
  ['store status --app-identifier a.b --key @store.txt --subject-token $STORE', 1],
  ['store promote --to beta --app-identifier a.b --key $WRONG --subject-token $STORE', 1],
  ['store rollout --complete --app-identifier a.b --key $WRONG --subject-token $STORE', 1],
  ['store halt --app-identifier a.b --key $WRONG --json --subject-token $STORE', 1],
  ['store testers --app-identifier a.b --key $WRONG --subject-token $STORE', 1],
  ['store internal-sharing plain.apk --key $WRONG --subject-token $STORE', 1],
  ['store download --version-code 1 --out never.apk --app-identifier a.b --key $WRONG --subject-token $STORE', 1],
  ['store listing push --folder www --app-identifier a.b --key $WRONG --subject-token $STORE', 1],
  ['store connect work --store intune --key $STORE --tenant t --client-id c --endpoint SERVER --json', 4],
  ['store status --store appgallery --key @store.txt --client-id c --app-identifier a.b --endpoint SERVER', 4],
  ['verification status --app-identifier a.b --key $STORE --endpoint SERVER --json', 4],
  ['verification proof --snippet nonsense! --keystore up.p12 --keystore-password $STORE --key-password $KEY --out never.apk', 1],
  ['testflight groups --app-identifier a.b --key $WRONG --key-id ABC', 1],
  ['testflight testers --app-identifier a.b --key $WRONG --key-id ABC', 1],
  ['testflight builds --app-identifier a.b --key @store.txt --key-id ABC --json', 1],
  ['testflight feedback --app-identifier a.b --key $WRONG --key-id ABC', 1],
  ['testflight information --demo-account a --demo-password $STORE --app-identifier a.b --key $WRONG --key-id ABC --json', 1],
  ['testflight encryption --app-identifier a.b --key $WRONG --key-id ABC', 1],
  [
    'profile renew all.mobileprovision --key $WRONG --key-id ABC --udid 00008030-001A2B3C4D5E6F70 --package plain.ipa --certificate ios.p12 --certificate-password $STORE',
    1,
  ],
  ['profile create made.mobileprovision --app-identifier a.b --key $WRONG --key-id ABC', 1],
  ['profile create made.mobileprovision --waiting --app-identifier a.b --key $WRONG --key-id ABC --server SERVER --token $STORE', 4],
  ['device register --key $WRONG --key-id ABC --udid 00008030-001A2B3C4D5E6F70', 1],
  ['testflight webhook --server https://releases.test --app-identifier a.b --key $WRONG --key-id ABC', 2],
  ['identifier list --key $WRONG --key-id ABC', 1],
  ['identifier register a.b --key $WRONG --key-id ABC', 1],
  ['certificate create made.p12 --private-key made.key --key $WRONG --key-id ABC --password $STORE', 1],
  ['package create --platform ios --certificate-password $STORE', 1],
  ['package create --platform ios --certificate-password $WRONG --json', 1],
  // A server that repeats the token in its refusal.
  ['release create --server SERVER --token $STORE --server-app me/hello --file plain.apk', 4],
  ['server doctor --server SERVER --token $STORE --json', 4],
  ['release list --server SERVER --token $STORE --server-app me/hello --json', 4],
  ['release show 1 --server SERVER --token @store.txt --server-app me/hello', 4],
  ['group create Beta --server SERVER --token $STORE --server-app me/hello', 4],
  ['group list --server SERVER --token $STORE --server-app me/hello', 4],
  ['group delete Beta --server SERVER --token $STORE --server-app me/hello --json', 4],
  ['tester add --email a@example.com --server SERVER --token $STORE --server-app me/hello --group Beta', 4],
  ['server start --data broken --smtp nonsense --mail-from a@example.com --smtp-password $STORE', 1],
  ['server start --data broken --oidc-issuer nonsense --oidc-client-id mdist --oidc-client-secret $STORE', 1],
  ['device list --server SERVER --token $STORE --server-app me/hello', 4],
  ['device add 00008030-001A2B3C4D5E6F70 --server SERVER --token $STORE --server-app me/hello', 4],
  ['device remove 00008030-001A2B3C4D5E6F70 --server SERVER --token $STORE --server-app me/hello', 4],
  ['device register --waiting --key $WRONG --key-id ABC --server SERVER --token $STORE', 4],
  ['profile renew all.mobileprovision --waiting --key $WRONG --key-id ABC --server SERVER --token $STORE', 4],
  ['feedback list --server SERVER --token $STORE --server-app me/hello', 4],
  ['feedback resolve x --server SERVER --token $STORE --server-app me/hello', 4],
  ['webhook create x --url $STORE --signing-secret @store.txt --server SERVER --token $STORE --server-app me/hello', 4],
  ['webhook list --server SERVER --token $STORE --server-app me/hello', 4],
  ['webhook test x --server SERVER --token $STORE --server-app me/hello', 4],
  ['webhook delete x --server SERVER --token $STORE --server-app me/hello', 4],
  ['retention show --server SERVER --token $STORE --server-app me/hello', 4],
  ['retention set --keep-per-group 3 --server SERVER --token $STORE --server-app me/hello', 4],
  ['retention apply --server SERVER --token $STORE --server-app me/hello', 4],
  ['release edit 1 --state disabled --server SERVER --token $STORE --server-app me/hello', 4],
  ['release delete 1 --server SERVER --token $STORE --server-app me/hello', 4],
  ['release import --from www --server SERVER --token $STORE --server-app me/hello', 0],
  ['release promote 1 --group Beta --server SERVER --token $STORE --server-app me/hello', 4],
  ['release promote 1 --store play --server SERVER --token $STORE --server-app me/hello', 4],
  ['symbols list 1 --server SERVER --token $STORE --server-app me/hello', 4],
  ['symbols upload 1 --file up.p12 --server SERVER --token $STORE --server-app me/hello', 4],
  ['symbols download 1 --name a --out a.txt --server SERVER --token $STORE --server-app me/hello', 4],
  ['symbols delete 1 --name a --server SERVER --token $STORE --server-app me/hello', 4],
  ['link create --group Beta --link-password @store.txt --server SERVER --token $STORE --server-app me/hello', 4],
  ['link list --server SERVER --token $STORE --server-app me/hello --json', 4],
  ['link delete x --server SERVER --token $STORE --server-app me/hello', 4],
  ['tester list --server SERVER --token $STORE --server-app me/hello --group Beta', 4],
  ['tester remove --email a@example.com --server SERVER --token $STORE --server-app me/hello --group Beta', 4],
  ['token create --server SERVER --token $STORE --scope read-only', 4],
  ['token list --server SERVER --token $STORE --json', 4],
  ['token delete 1 --server SERVER --token $STORE', 4],
  [`keystore inspect up.p12 --password ${secrets.WRONG}`, 2],
];

describe('secrets on the command line', function () {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  const path = process.env['PATH'] ?? '';
  let told = '';
  const server = createServer((request, response) => {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: 'Unauthorized', message: String(request.headers['x-api-token']) } }));
  });

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    mkdirSync(join(folder, 'www'));
    mkdirSync(join(folder, 'bin'));
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
    write('www/index.html', '<!doctype html><title>Hello</title>');
    write('store.txt', `${secrets.STORE}\n`);
    const android = { appIdentifier: 'com.acme.hello', buildType: 'release', keystore: 'up.p12', keyAlias: 'upload' };
    const ios = { appIdentifier: 'com.acme.hello', certificate: 'ios.p12' };
    write('mobile-distribution.json', JSON.stringify({ name: 'Hello', version: '1.0.0', web: { webDir: 'www' }, android, ios }));
    const pki = new ApplePki();
    const leaf = pki.leaf();
    const { privateKey, certificates } = leaf;
    writeFileSync(join(folder, 'all.mobileprovision'), pki.profile({ certificates: [leaf], identifier: '*' }));
    writeFileSync(join(folder, 'plain.ipa'), await packContent(appContent()));
    write('leaf.pem', encodePem('CERTIFICATE', certificates[0]));
    const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: secrets.KEY } as const;
    write('leaf.key', String(privateKey.export(locked)));
    if (process.platform !== 'win32') recordGit(join(folder, 'bin'), join(folder, 'arguments.log'));
    execFileSync('git', ['-C', folder, 'init', '-q']);
  });

  after(() => {
    server.closeAllConnections();
    server.close();
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [line, exitCode] of script)
    it(`stay secret: mdist ${line.replace(secrets.WRONG, '…')}`, async () => {
      if (line.startsWith('package sign')) placePlainPackage(folder);
      const bundle = line.includes('BUNDLE') ? join('out', readdirSync(join(folder, 'out'))[0] ?? '') : '';
      const result = await run(
        folder,
        line.replace('BUNDLE', bundle).replace('SERVER', `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`),
      );
      told += result.text;
      strictEqual(result.exitCode, exitCode, result.text);
    });

  it('are in nothing that was said or written, nor in the arguments of a program that was started', () => {
    deepStrictEqual(found(told), []);
    deepStrictEqual(found(readFileSync(join(folder, 'store.txt'), 'latin1')), [secrets.STORE]);
    rmSync(join(folder, 'store.txt'));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !/^\.git([\\/]|$)/.test(name) && statSync(join(folder, name)).isFile(),
    );
    ok(files.length > 10 && (process.platform === 'win32' || files.includes('arguments.log')), files.join(' '));
    for (const name of files) deepStrictEqual([name, found(readFileSync(join(folder, name)).toString('latin1'))], [name, []]);
  });

  it('are taken by no other command or option', async () => {
    const commands = await Promise.all(commandList.map(async (listed) => listed.load()));
    const untried = commands.flatMap(({ path: words, options }) =>
      Object.entries(options)
        .filter(
          ([name, { type }]) =>
            type === 'secret' && !script.some(([line]) => line.startsWith(`${words.join(' ')} `) && line.includes(`--${name} `)),
        )
        .map(([name]) => `${words.join(' ')} --${name}`),
    );
    deepStrictEqual(untried, []);
  });
});

/** Whatever the encoding: as text, as UTF-16, as base64. */
function found(text: string): readonly string[] {
  return Object.values(secrets).filter((secret) =>
    [
      secret,
      Buffer.from(secret, 'utf16le').toString('latin1'),
      Buffer.from(secret, 'utf16le').swap16().toString('latin1'),
      Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
    ].some((form) => text.includes(form)),
  );
}

/** A `git` in front of the real one, which writes down how it was called. */
function recordGit(bin: string, log: string): void {
  const real = execFileSync('sh', ['-c', 'command -v git']).toString().trim();
  writeFileSync(join(bin, 'git'), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nenv >> '${log}'\nexec '${real}' "$@"\n`);
  chmodSync(join(bin, 'git'), 0o755);
  process.env['PATH'] = `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
}

/** The package that was created before, to be signed again. */
function placePlainPackage(folder: string): void {
  const packages = join(folder, '.mobile-distribution', 'packages');
  const made = readdirSync(packages).find((name) => name.endsWith('.apk'));
  ok(made !== undefined);
  writeFileSync(join(folder, 'plain.apk'), readFileSync(join(packages, made)));
}

async function run(folder: string, line: string): Promise<{ readonly exitCode: number; readonly text: string }> {
  let text = '';
  const keep = (piece: string): void => void (text += piece);
  const terminal: Terminal = { isInteractive: false, showsProgress: false, hasColors: false, columns: 80, out: keep, err: keep };
  const environment = { ...secrets, HOME: folder, XDG_CONFIG_HOME: folder, APPDATA: folder };
  const composition = composeCommandLine({ terminal, signal: new AbortController().signal, environment, workingFolder: folder });
  const exitCode = await runCommandLine({
    args: line.split(' ').map((word) => word.replace(/^\$/, 'env:').replace(/^@/, 'file:')),
    commands: commandList,
    terminal,
    workingFolder: folder,
    paths: composition.paths,
    productVersion: composition.productVersion,
    services: (progress) => composition.services(progress),
  });
  return { exitCode, text };
}
