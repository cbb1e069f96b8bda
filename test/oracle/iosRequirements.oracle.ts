/** Whether code meets the requirement in its own signature: our evaluation and that of the second verifier in Python. */

import { deepStrictEqual, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { encodeObjectIdentifier } from '../../src/core/formats/asn1/objectIdentifier.ts';
import { requirementOps as op } from '../../src/core/formats/code-signature/requirements.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';
import { ApplePki, team } from '../support/applePki.ts';
import { requirement, type RequirementOperand } from '../support/requirement.ts';
import { withRequirement } from '../support/resealedCode.ts';
import { appContent, applySeal, appRoot, packContent, sealContent, signerOf } from '../support/sealedApps.ts';
import { ours, theirs } from './support/secondVerifier.ts';

/** Of the operations that both verifiers know, about half of them met. */
function randomRequirement(seed: number, leaf: SigningIdentity, pki: ApplePki): readonly RequirementOperand[] {
  const numbers = createHash('sha256').update(`requirement ${seed}`).digest();
  let used = 0;
  const upTo = (end: number): number => (numbers[used++ % numbers.length] ?? 0) % end;
  const hashes = [...leaf.certificates, pki.root.der].map((der) => createHash('sha1').update(der).digest());
  const places = [0, 1, 2, -1, -2, -3, 3];
  const plain = [
    () => [op.true],
    () => [op.false],
    () => [op.ident, upTo(2) === 0 ? 'com.acme.hello' : 'com.acme.bye'],
    () => [op.appleGenericAnchor],
    () => [op.anchorHash, places[upTo(7)] ?? 0, hashes[upTo(3)] ?? ''],
    () => [op.certField, places[upTo(7)] ?? 0, 'subject.OU', 1, upTo(2) === 0 ? team : 'G3'],
    () => [op.certField, places[upTo(7)] ?? 0, 'subject.CN', 0],
    () => [op.certGeneric, places[upTo(7)] ?? 0, encodeObjectIdentifier(`1.2.840.113635.100.6.${upTo(2) === 0 ? '2.1' : '1.4'}`), 0],
  ] as const satisfies readonly (() => readonly RequirementOperand[])[];
  const build = (depth: number): readonly RequirementOperand[] => {
    const choice = depth > 4 ? 3 : upTo(5);
    if (choice === 0) return [op.and, ...build(depth + 1), ...build(depth + 1)];
    if (choice === 1) return [op.or, ...build(depth + 1), ...build(depth + 1)];
    if (choice === 2) return [op.not, ...build(depth + 1)];
    return plain[upTo(plain.length)]?.() ?? [op.true];
  };
  return build(0);
}

describe('the requirement of code and a second verifier', function () {
  this.timeout(300_000);
  const pki = new ApplePki('ec-p256', 'requirements');

  it('agree whether code meets the requirement it states itself, of any form', async () => {
    const leaf = pki.leaf();
    const plain = appContent();
    const content = await applySeal(plain, await sealContent(plain, { pki, signer: signerOf(pki, leaf) }));
    const executable = `${appRoot}/Hello`;
    const code = content[executable];
    ok(code instanceof Uint8Array);
    const stated = Array.from({ length: 120 }, (_, seed) => randomRequirement(seed, leaf, pki));
    const apps = await Promise.all(
      stated.map(
        async (operands) =>
          await packContent({ ...content, [executable]: withRequirement(code, requirement(...operands), signerOf(pki, leaf)) }),
      ),
    );
    const checks = theirs(apps, pki);
    const disagreements: string[] = [];
    let unmet = 0;
    for (const [index, ipa] of apps.entries()) {
      const product = (await ours(ipa, pki)).findings.some((finding) => finding.startsWith('seal-requirement-unmet '));
      const check = checks[index]?.findings.some((finding) => finding.startsWith('unmet-requirement '));
      if (product !== check) disagreements.push(`${JSON.stringify(stated[index])}: ${product} but ${check}`);
      if (product) unmet += 1;
    }
    deepStrictEqual(disagreements, []);
    ok(unmet > 30 && unmet < 90, String(unmet));
  });
});
