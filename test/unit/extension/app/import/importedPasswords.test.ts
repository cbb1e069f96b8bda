import { deepStrictEqual } from 'node:assert/strict';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { ProjectFolder } from '../../../../../src/core/projects/projectFolder.ts';
import { readImportFiles } from '../../../../../src/core/settings/import/proposeImport.ts';
import { openApp } from '../../../../../src/core/workflow/openApp.ts';
import { type PasswordId } from '../../../../../src/extension/shared/passwords/passwordStore.ts';
import { storedSecrets } from '../../../../../src/extension/app/import/importedPasswords.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

const settings = JSON.stringify({
  name: 'A',
  web: { webDir: 'www' },
  android: { appIdentifier: 'com.acme.a', keystore: 'android/app/upload.jks' },
});

/** `stored`: by purpose. */
async function check(stored: Readonly<Record<string, string>>, wanted: readonly string[]): Promise<void> {
  const files = new MemoryFiles({
    '/work/mobile-distribution.json': settings,
    '/work/www/index.html': '',
    '/work/android/key.properties': 'storePassword=one\nkeyPassword=two\nkeyAlias=upload\nstoreFile=upload.jks\n',
  });
  const passwords = {
    get: async ({ purpose }: PasswordId): Promise<Secret | undefined> => {
      const text = stored[purpose];
      return text === undefined ? undefined : new Secret(text);
    },
    set: async (): Promise<void> => undefined,
  };
  const app = await openApp({ files, paths: posixPaths }, '/work');
  const secrets = (await readImportFiles(new ProjectFolder(files, posixPaths, '/work'))).flatMap((each) => each.secrets);
  const found = await storedSecrets({ files, paths: posixPaths, passwords }, app, secrets);
  deepStrictEqual(
    found.map(({ key }) => key),
    wanted,
  );
}

describe('the passwords of a file that secret storage has, too', () => {
  it('are those of the same value', async () => {
    await check({ keystore: 'one', key: 'two' }, ['storePassword', 'keyPassword']);
    await check({ keystore: 'one', key: 'another' }, ['storePassword']);
  });

  it('are none where nothing is stored, so that no password is removed that is kept nowhere else', async () => {
    await check({}, []);
    await check({ certificate: 'one' }, []);
  });
});
