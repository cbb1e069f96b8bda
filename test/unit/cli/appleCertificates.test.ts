import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { Secret } from '../../../src/core/base/secret.ts';
import { readCertificateFile } from '../../../src/core/assets/certificate/readCertificateFile.ts';
import { isCertificateOfKey } from '../../../src/core/formats/x509/isCertificateOfKey.ts';
import { openPrivateKeys } from '../../../src/core/assets/certificate/privateKeyFile.ts';
import { commandLine } from '../../support/commandLine.ts';
import { writeCertificate } from '../../support/issuedCertificate.ts';
import { ConnectStandIn, type ConnectStandInOptions } from '../../support/connectStandIn.ts';
import { connectKey, storeAppIdentifier, storeFiles } from '../../support/connectPublishing.ts';
import { type MemoryFiles } from '../../support/memoryFiles.ts';
import { MemoryFiles as Files } from '../../support/memoryFiles.ts';

const password = 'marker-password';
describe('certificates and identifiers that App Store Connect makes', () => {
  const open: ConnectStandIn[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) {
      deepStrictEqual(each.violations, []);
      await each.stop();
    }
  });

  async function start(options: Partial<ConnectStandInOptions> = {}): Promise<ConnectStandIn> {
    const apple = new ConnectStandIn({ key: connectKey, appIdentifier: storeAppIdentifier, writeCertificate, ...options });
    await apple.start();
    open.push(apple);
    return apple;
  }

  async function run(files: MemoryFiles, apple: ConnectStandIn, words: readonly string[]) {
    const who = ['--key', 'file:key.p8', '--key-id', connectKey.keyId, '--issuer', connectKey.issuer, '--endpoint', apple.address];
    const result = await commandLine(files, [...words, ...who, '--json'], { environment: { PASSWORD: password } });
    ok(!result.out.includes(password) && !result.err.includes(password));
    return {
      ...result,
      json: JSON.parse(result.out) as Readonly<Record<string, unknown>> & { readonly error?: { readonly code: string } },
    };
  }

  const creating = ['certificate', 'create', 'distribution.p12', '--private-key', 'apple.key', '--password', 'env:PASSWORD'];

  it('are a .p12 of the key that was written, and the same call again takes the one that is there', async () => {
    const apple = await start();
    const files = await storeFiles();
    const made = await run(files, apple, creating);
    strictEqual(made.exitCode, 0, made.out);
    deepStrictEqual(
      [made.json['isNew'], made.json['name'], made.json['expiresAt']],
      [true, 'Apple Distribution: Ada (TEAM123456)', '2030-01-01T00:00:00.000Z'],
    );
    const [identity] = (await readCertificateFile(await files.readFile('/app/distribution.p12'), new Secret(password))).identities;
    const [key] = (await openPrivateKeys(await files.readFile('/app/apple.key'), new Secret(password))).keys;
    ok(identity && key);
    strictEqual(isCertificateOfKey(identity.certificate, key), true);
    for (const name of ['/app/distribution.p12', '/app/apple.key']) strictEqual(files.content.get(name)?.mode, 0o600);
    strictEqual((await run(files, apple, creating)).json.error?.code, 'file-exists');
    const again = await run(files, apple, [...creating, '--force']);
    deepStrictEqual([again.json['isNew'], apple.apple.resources.list('certificates').length], [false, 1]);
  });

  it('are not made twice when the answer is lost, or when the .p12 was not written any more', async () => {
    let isCut = false;
    const apple = await start({
      fault: ({ method, path }) => {
        if (method !== 'POST' || !path.includes('/certificates') || isCut) return undefined;
        isCut = true;
        return 'cut-after';
      },
    });
    const files = await storeFiles();
    const made = await run(files, apple, creating);
    deepStrictEqual([made.exitCode, isCut, apple.apple.resources.list('certificates').length], [0, true, 1]);
    // Killed before the .p12: the key is there, and nothing else.
    const left = new Files({
      '/app/key.p8': await files.readFile('/app/key.p8'),
      '/app/apple.key': await files.readFile('/app/apple.key'),
    });
    const continued = await run(left, apple, creating);
    deepStrictEqual([continued.json['isNew'], apple.apple.resources.list('certificates').length], [false, 1]);
  });

  it('say why Apple makes none, and that the password is not that of the key', async () => {
    const apple = await start({ certificateLimit: 0 });
    const files = await storeFiles();
    const refused = await run(files, apple, creating);
    strictEqual(refused.json.error?.code, 'store-certificate-refused');
    const result = await commandLine(
      files,
      [
        ...creating.slice(0, -1),
        'env:OTHER',
        '--key',
        'file:key.p8',
        '--key-id',
        connectKey.keyId,
        '--issuer',
        connectKey.issuer,
        '--endpoint',
        apple.address,
        '--json',
      ],
      { environment: { OTHER: 'another' } },
    );
    strictEqual(result.exitCode, 1);
    strictEqual(apple.apple.resources.list('certificates').length, 0);
  });

  it('register an identifier once, with the capabilities that it lacks', async () => {
    const apple = await start();
    const files = await storeFiles();
    const line = ['identifier', 'register', 'com.acme.new', '--capability', 'PUSH_NOTIFICATIONS'];
    const first = await run(files, apple, line);
    deepStrictEqual([first.json['isNew'], first.json['added'], first.json['name']], [true, ['PUSH_NOTIFICATIONS'], 'com acme new']);
    const second = await run(files, apple, [...line, '--capability', 'APP_GROUPS']);
    deepStrictEqual([second.json['isNew'], second.json['added']], [false, ['APP_GROUPS']]);
    const listed = (await run(files, apple, ['identifier', 'list'])).json['identifiers'] as readonly { readonly identifier: string }[];
    deepStrictEqual(
      listed.map(({ identifier }) => identifier),
      [storeAppIdentifier, 'com.acme.new'],
    );
    strictEqual((await run(files, apple, ['identifier', 'register', 'no way'])).exitCode, 2);
  });
});
