/** Every remedy of signing files that is a command of this program: what it names is done, and the issue is gone. */

import { deepStrictEqual, ok } from 'node:assert/strict';
import { latin1, utf8, type Bytes } from '../../../src/core/base/bytes.ts';
import { type IssueRow } from '../../../src/core/base/issues/defineIssues.ts';
import { issueTable } from '../../../src/core/base/issues/issueTable.ts';
import { encodePem } from '../../../src/core/formats/pem/pem.ts';
import { ApplePki, p12Of, p12Password } from '../../support/applePki.ts';
import { commandLine } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { smallApkEntries, smallArchive } from '../../support/smallPackages.ts';

const pki = new ApplePki();
const leaf = pki.leaf();
const key = utf8(encodePem('PRIVATE KEY', leaf.privateKey.export({ type: 'pkcs8', format: 'der' })));

const base64 = (bytes: Bytes): Bytes => latin1(Buffer.from(bytes).toString('base64'));

interface Row {
  /** Next to the faulty file, `FILE`. */
  readonly files?: () => Promise<Readonly<Record<string, Bytes>>>;
  readonly faulty: () => Promise<Bytes> | Bytes;
  /** What tells the issue, of the faulty file and then of the new one. */
  readonly look: (file: string) => readonly string[];
  /** What stands for the places in the remedy, and the passwords, which no remedy names. */
  readonly fill?: Readonly<Record<string, string>>;
  readonly more?: readonly string[];
}

const inspectCertificate = (file: string): readonly string[] => ['certificate', 'inspect', file, '--password', 'env:P'];
const rows: Readonly<Record<string, Row>> = {
  'file-encoded': { faulty: async () => base64(await p12Of([leaf])), look: inspectCertificate },
  'package-encoded': {
    faulty: async () => base64(await smallArchive(smallApkEntries())),
    look: (file) => ['package', 'inspect', file],
  },
  'certificate-encryption-new': { faulty: () => p12Of([leaf], 'modern'), look: inspectCertificate, more: ['--password', 'env:P'] },
  'certificate-no-private-key': {
    faulty: () => leaf.certificates[0],
    files: async () => ({ 'apple.key': key }),
    look: inspectCertificate,
    fill: { KEY: 'apple.key' },
    more: ['--password', 'env:P', '--compatible'],
  },
  'certificate-key-alone': {
    faulty: () => key,
    files: async () => ({ 'apple.cer': leaf.certificates[0] }),
    look: inspectCertificate,
    fill: { 'DOWNLOADED.cer': 'apple.cer' },
    more: ['--password', 'env:P', '--compatible'],
  },
};

function commandOf(code: string): string | undefined {
  const { remedy }: IssueRow = issueTable[code as keyof typeof issueTable];
  return /\bmdist ((?:decode|certificate|profile)\b[^,:]*)/.exec(remedy)?.[1];
}

describe('the remedy of', () => {
  for (const [code, row] of Object.entries(rows))
    it(`${code} removes it`, async () => {
      const files = new MemoryFiles({ '/app/app.apk': await smallArchive(smallApkEntries()) });
      await files.writeFile('/app/FILE', await row.faulty());
      for (const [name, bytes] of Object.entries((await row.files?.()) ?? {})) await files.writeFile(`/app/${name}`, bytes);
      const run = async (args: readonly string[]) =>
        commandLine(files, args, { environment: { P: p12Password }, world: { trustedRoots: [pki.root] } });
      const codes = async (file: string): Promise<readonly string[]> =>
        JSON.parse((await run([...row.look(file), '--json'])).out).issues.map((issue: { code: string }) => issue.code);

      ok((await codes('FILE')).includes(code), `${(await codes('FILE')).join()} without ${code}`);
      const words = (commandOf(code) ?? '')
        .replace(/\. .*$/, '')
        .trim()
        .split(' ');
      const filled = words.map((word) => row.fill?.[word] ?? word);
      const result = await run([...filled, ...(row.more ?? [])]);
      deepStrictEqual([result.exitCode, result.err], [0, ''], result.out);
      const created = filled.includes('NEW.p12') ? 'NEW.p12' : 'NEW';
      ok(!(await codes(created)).includes(code), `${code} is still there`);
    });

  it('each signing file that is a command of this program is in the table', () => {
    deepStrictEqual(
      Object.keys(issueTable).filter((code) => commandOf(code) !== undefined && !Object.hasOwn(rows, code)),
      [],
    );
  });
});
