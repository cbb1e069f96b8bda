import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { SessionCache } from '../../../../../src/core/assets/sessionCache.ts';
import { type SigningFile, type SigningRole } from '../../../../../src/core/assets/signing-file/signingFile.ts';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type SigningFileOpener } from '../../../../../src/extension/signing/assets/signingFileOpener.ts';
import { type PasswordId } from '../../../../../src/extension/shared/passwords/passwordStore.ts';
import { passwords } from '../../../../fixtures/keystores/keystoreRows.ts';
import { ApplePki, p12Of, p12Password } from '../../../../support/applePki.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const asset = '/work/a.p12';
const leaf = new ApplePki().leaf();

function told(file: SigningFile): string {
  return file.kind === 'store'
    ? `${file.role ?? 'unknown'} ${file.password} ${file.entries.map(({ keyState }) => keyState).join()}`
    : file.kind;
}

describe('opening a signing file with stored passwords', () => {
  let make: (stored: ReadonlyMap<string, string>) => SigningFileOpener;
  let asked: string[];

  before(async () => {
    const { SigningFileOpener: Opener } = await import('../../../../../src/extension/signing/assets/signingFileOpener.ts');
    make = (stored) => {
      const get = async ({ purpose, alias }: PasswordId): Promise<Secret | undefined> => {
        const key = alias === undefined ? purpose : `${purpose} ${alias}`;
        asked.push(key);
        const password = stored.get(key);
        return password === undefined ? undefined : new Secret(password);
      };
      return new Opener({ ...workflowWorld(new MemoryFiles({})), sessionCache: new SessionCache() }, { get });
    };
  });

  beforeEach(() => {
    asked = [];
  });

  async function check(
    bytes: Bytes,
    stored: Readonly<Record<string, string>>,
    role: SigningRole | undefined,
    expected: string,
  ): Promise<void> {
    const opener = make(new Map(Object.entries(stored)));
    const filed = { name: 'a.p12', asset, bytes };
    const { file, isRemembered } = await opener.openStored(filed, await opener.read(filed), role);
    strictEqual(`${told(file)}${isRemembered ? ', remembered' : ''}`, expected);
  }

  it('finds it under either role, the likely one first', async () => {
    const p12 = await p12Of([leaf]);
    await check(p12, { certificate: p12Password }, undefined, 'certificate right open, remembered');
    await check(p12, { keystore: p12Password }, undefined, 'keystore right open, remembered');
    asked = [];
    await check(p12, { certificate: p12Password }, 'certificate', 'certificate right open, remembered');
    deepStrictEqual(asked, ['certificate']);
    await check(p12, {}, undefined, 'unknown missing locked');
    await check(p12, { certificate: 'another' }, 'certificate', 'certificate wrong , remembered');
  });

  it('looks for no password where none is needed', async () => {
    await check(leaf.certificates[0], { certificate: p12Password }, undefined, 'certificate not-needed ');
    deepStrictEqual(asked, []);
  });

  it('uses the password of a key that has one of its own', async () => {
    const bytes = new Uint8Array(await readFile(new URL('../../../../fixtures/keystores/jks-rsa-key-password.jks', import.meta.url)));
    const store = { keystore: passwords.store };
    await check(bytes, store, 'keystore', 'keystore right wrong-password, remembered');
    const alias = asked.find((key) => key.startsWith('key '));
    ok(alias);
    await check(bytes, { ...store, [alias]: passwords.key }, 'keystore', 'keystore right open, remembered');
  });

  it('reads a file again when it is opened with another password, and not otherwise', async () => {
    const opener = make(new Map());
    const filed = { name: 'a.p12', asset, bytes: await p12Of([leaf]) };
    const password = new Secret(p12Password);
    strictEqual(await opener.read(filed, { password }), await opener.read(filed, { password }));
    strictEqual(told(await opener.read(filed, { password: new Secret('another') })), 'unknown wrong wrong-password');
  });
});
