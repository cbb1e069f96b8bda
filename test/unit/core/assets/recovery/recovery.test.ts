import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createDecipheriv, scryptSync } from 'node:crypto';
import fc from 'fast-check';
import { fromUtf8, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { encodePem, parsePem } from '../../../../../src/core/formats/pem/pem.ts';
import { openRecovery } from '../../../../../src/core/assets/recovery/openRecovery.ts';
import { type RecoveryContent } from '../../../../../src/core/assets/recovery/recoveryContent.ts';
import { costOf, largestCost, usualCost } from '../../../../../src/core/assets/recovery/recoveryKey.ts';
import { checkNewPassphrase, sealRecovery } from '../../../../../src/core/assets/recovery/sealRecovery.ts';
import { countingRandom } from '../../../../support/fixedWorld.ts';

const cost = { log2N: 4, r: 1, p: 1 };
const passphrase = new Secret('marker four random words');
const content: RecoveryContent = {
  keystore: Uint8Array.of(1, 2, 3),
  fileName: 'upload.p12',
  password: new Secret('marker-store'),
  alias: 'upload',
  createdAt: new Date('2026-11-21T10:00:00Z'),
};
const random = countingRandom(5);
const seal = (fields: Partial<RecoveryContent> = {}, secret = passphrase) =>
  sealRecovery({ ...content, ...fields }, { passphrase: secret, random, cost });

function plain({ keystore, fileName, password, keyPassword, alias, createdAt }: RecoveryContent) {
  return [[...keystore], fileName, password.reveal(), keyPassword?.reveal(), alias, createdAt.toISOString()];
}

async function check(bytes: Bytes, expected: IssueCode, secret = passphrase): Promise<void> {
  const { content: opened, issues } = await openRecovery(bytes, secret);
  deepStrictEqual([opened, issues.map(({ code }) => code)], [undefined, [expected]]);
}

function changed(file: Bytes, change: (block: Buffer) => void): Bytes {
  const [block] = parsePem(fromUtf8(file));
  const bytes = Buffer.from(block?.bytes ?? []);
  change(bytes);
  return utf8(encodePem(block?.label ?? '', bytes));
}

describe('recovery file', () => {
  it('gives back what was sealed', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.string(), fc.string(), fc.option(fc.string()), async (keystore, word, password, keyPassword) => {
        const fields = { keystore, password: new Secret(password), ...(keyPassword !== null && { keyPassword: new Secret(keyPassword) }) };
        const opened = await openRecovery(await seal(fields, new Secret(word)), new Secret(word));
        ok(opened.content);
        deepStrictEqual(plain(opened.content), plain({ ...content, ...fields }));
      }),
      { numRuns: 30 },
    ));

  it('is text that shows nothing of what is in it', async () => {
    const text = fromUtf8(await seal());
    ok(text.startsWith('A keystore with its passwords, sealed on 2026-11-21 by Mobile Distribution.\n'));
    ok(!text.includes('marker') && !text.includes(Buffer.from('marker').toString('base64').slice(0, 8)));
  });

  it('takes the passphrase in another normal form of Unicode', async () => {
    const opened = await openRecovery(await seal({}, new Secret('Schl\u00FCssel')), new Secret('Schlu\u0308ssel'));
    strictEqual(opened.issues.length, 0);
  });

  it('is opened by the documented layout alone', async () => {
    const block = parsePem(fromUtf8(await seal()))[0]?.bytes ?? new Uint8Array();
    const key = scryptSync(passphrase.reveal(), block.subarray(8, 24), 32, { N: 2 ** (block[5] ?? 0), r: block[6], p: block[7] });
    const decipher = createDecipheriv('aes-256-gcm', key, block.subarray(24, 36));
    decipher.setAAD(block.subarray(0, 36)).setAuthTag(block.subarray(-16));
    const json = JSON.parse(decipher.update(block.subarray(36, -16), undefined, 'utf8') + decipher.final('utf8'));
    deepStrictEqual([json.password, json.alias, json.keystore], ['marker-store', 'upload', 'AQID']);
  });

  it('recovery-not-a-recovery-file', async () => {
    await check(utf8(''), 'recovery-not-a-recovery-file');
    await check(utf8(encodePem('CERTIFICATE', Uint8Array.of(1))), 'recovery-not-a-recovery-file');
  });
  it('recovery-passphrase-wrong', async () => check(await seal(), 'recovery-passphrase-wrong', new Secret('wrong')));
  it('recovery-passphrase-wrong: any byte of salt, nonce, content and tag', async () => {
    const file = await seal();
    const length = parsePem(fromUtf8(file))[0]?.bytes.length ?? 0;
    for (let at = 8; at < length; at++)
      await check(
        changed(file, (block) => (block[at] = (block[at] ?? 0) ^ 1)),
        'recovery-passphrase-wrong',
      );
  });
  it('recovery-version-unknown', async () =>
    check(
      changed(await seal(), (block) => (block[4] = 2)),
      'recovery-version-unknown',
    ));
  it('recovery-damaged', async () => {
    await check(
      changed(await seal(), (block) => (block[0] = 0)),
      'recovery-damaged',
    );
    await check(
      changed(await seal(), (block) => (block[6] = 0)),
      'recovery-damaged',
    );
    await check(
      changed(await seal(), (block) => (block[5] = 17)),
      'recovery-damaged',
    );
    await check(utf8(encodePem('MOBILE DISTRIBUTION RECOVERY FILE', utf8('MDRF\u0001'))), 'recovery-damaged');
  });
  it('recovery-too-costly', async () => {
    await check(
      changed(await seal(), (block) => (block[5] = 30)),
      'recovery-too-costly',
    );
    await check(
      changed(await seal(), (block) => block.set([16, 255, 255], 5)),
      'recovery-too-costly',
    );
  });
  it('recovery-passphrase-short', () => {
    deepStrictEqual(
      checkNewPassphrase(new Secret('short')).map(({ code }) => code),
      ['recovery-passphrase-short'],
    );
    deepStrictEqual(checkNewPassphrase(new Secret('long enough for it')), []);
  });

  it('takes no way to another folder for a name', async () => {
    const { content: opened } = await openRecovery(await seal({ fileName: '../../etc/cron.d/x' }), passphrase);
    strictEqual(opened?.fileName, 'x');
  });

  it('makes files that it opens', () => ok(costOf(usualCost) <= largestCost));
});
