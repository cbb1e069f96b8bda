import { deepStrictEqual } from 'node:assert/strict';
import { type Bytes, concatBytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { ProjectFolder } from '../../../../../src/core/projects/projectFolder.ts';
import { proposeImport } from '../../../../../src/core/settings/import/proposeImport.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\nstoreFile=upload.jks\n';
const gitCrypt = Uint8Array.of(0, 0x47, 0x49, 0x54, 0x43, 0x52, 0x59, 0x50, 0x54, 0, 1, 2, 3);

/** What is in the place of a file of another tool, and what is said of it. */
const rows: readonly (readonly [what: string, file: string, content: string | Bytes, expected: string])[] = [
  ['a pointer of Git LFS', 'android/key.properties', pointer, 'import-file-other a Git LFS pointer'],
  ['a page', 'credentials.json', '<!DOCTYPE html><title>Sign in</title>', 'import-file-other a web page'],
  ['an answer of a server', 'eas.json', '{"message":"Not Found"}', 'import-file-other a server response, not a file'],
  ['Ansible Vault', 'android/key.properties', '$ANSIBLE_VAULT;1.1;AES256\n3334', 'import-file-other a file encrypted with Ansible Vault'],
  ['git-crypt', 'android/key.properties', gitCrypt, 'import-file-other a file encrypted with git-crypt'],
  ['zeros', 'android/key.properties', new Uint8Array(64), 'import-file-other a file that contains only zeros'],
];

describe('a file of another tool that became something else', () => {
  for (const [what, file, content, expected] of rows)
    it(`is named, and nothing is taken from it: ${what}`, async () => {
      const bytes = typeof content === 'string' ? utf8(content) : content;
      const folder = new ProjectFolder(new MemoryFiles({ [`/app/${file}`]: bytes }), posixPaths, '/app');
      const { issues, values, secrets } = await proposeImport(folder, '');
      deepStrictEqual([issues.map(({ code, params }) => `${code} ${params['kind']}`), values, secrets], [[expected], [], []]);
    });

  it('is read where it is what its tool wrote, with a byte order mark and with a key in it', async () => {
    const text = 'storeFile=upload.jks\nkeyAlias=up\nnote=-----BEGIN PRIVATE KEY-----\n';
    const bytes = concatBytes(Uint8Array.of(0xef, 0xbb, 0xbf), utf8(text));
    const folder = new ProjectFolder(new MemoryFiles({ '/app/android/key.properties': bytes }), posixPaths, '/app');
    const { values } = await proposeImport(folder, '');
    deepStrictEqual(
      values.map(({ path }) => path.join('.')),
      ['android.keystore', 'android.keyAlias'],
    );
  });
});
