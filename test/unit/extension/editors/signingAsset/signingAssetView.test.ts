import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { readSigningFile } from '../../../../../src/core/assets/signing-file/readSigningFile.ts';
import { type AssetContent } from '../../../../../src/extension/editors/asset/assetContent.ts';
import { type SigningAction, type SigningAssetInput } from '../../../../../src/extension/editors/signingAsset/signingAssetInput.ts';
import { assetViewerChannel, type AssetSection } from '../../../../../src/protocol/assetViewerProtocol.ts';
import { ApplePki, p12Of, p12Password } from '../../../../support/applePki.ts';
import '../../../../support/englishWords.ts';

const now = new Date('2026-11-21T10:00:00Z');
const pki = new ApplePki();
const leaf = pki.leaf();

let contentOf: (input: SigningAssetInput) => AssetContent<SigningAction>;

async function shown(
  name: string,
  bytes: Bytes,
  password?: string,
  more: Partial<SigningAssetInput> = {},
): Promise<AssetContent<SigningAction>> {
  const access = { now, trusted: [pki.root], ...(password !== undefined && { password: new Secret(password) }) };
  const file = await readSigningFile(name, bytes, access);
  const content = contentOf({ name, place: `/work/${name}`, file, isRemembered: password !== undefined, now, ...more });
  // What is made is what the page takes, and every button does something.
  ok(assetViewerChannel.events.view.safeParse(content.view).success);
  for (const [, id] of JSON.stringify(content.view).matchAll(/"(?:id|copy)":"([\w-]{22})"/g)) ok(content.actions.has(id ?? ''), id);
  return content;
}

function factsOf({ parts }: AssetSection): Record<string, string> {
  return Object.fromEntries(parts.flatMap((part) => (part.kind === 'facts' ? part.facts.map(({ label, value }) => [label, value]) : [])));
}

function section({ view }: AssetContent<SigningAction>, id: string): AssetSection {
  const found = view.sections.find((each) => each.id === id);
  ok(found, view.sections.map((each) => each.id).join());
  return found;
}

describe('the view of a signing asset', () => {
  before(async () => {
    ({ signingAssetContent: contentOf } = await import('../../../../../src/extension/editors/signingAsset/signingAssetView.ts'));
  });

  it('tells of a closed file what is known, and offers to ask for the password', async () => {
    const content = await shown('distribution.p12', await p12Of([leaf]));
    deepStrictEqual(
      content.view.badges.map(({ text }) => text),
      ['PKCS #12', 'Locked'],
    );
    const button = content.view.notice?.buttons[0];
    strictEqual(button?.title, 'Enter Password…');
    deepStrictEqual(content.actions.get(button.id), { kind: 'askPassword' });
    strictEqual(factsOf(section(content, 'file'))['macOS Keychain'], 'imports it');
    ok(!content.view.sections.some(({ id }) => id === 'issues'));
  });

  it('tells of an open one whose certificate it is', async () => {
    const content = await shown('distribution.p12', await p12Of([leaf]), p12Password);
    strictEqual(content.view.notice, undefined);
    const entry = section(content, 'entry-0');
    strictEqual(entry.title, 'Apple Distribution: Lab Corp (TEAM123456)');
    const { Kind, Team, Key, ...facts } = factsOf(entry);
    deepStrictEqual([Kind, Team, Key], ['Apple Distribution', 'TEAM123456', 'RSA 2048']);
    strictEqual(facts['SHA-1']?.length, 59);
    strictEqual(facts['SHA-256']?.length, 95);
  });

  it('says when the remembered password no longer fits', async () => {
    const { view } = await shown('distribution.p12', await p12Of([leaf]), 'another', { isRemembered: true });
    strictEqual(view.notice?.tone, 'error');
  });

  it('copies exactly the value that stands beside the button', async () => {
    const content = await shown('distribution.p12', await p12Of([leaf]), p12Password);
    const [part] = section(content, 'entry-0').parts;
    ok(part?.kind === 'facts');
    const fact = part.facts.find(({ label }) => label === 'SHA-1');
    ok(fact);
    deepStrictEqual(content.actions.get(fact.copy), { kind: 'copy', text: fact.value });
  });

  it('tells of a profile which app it is for', async () => {
    const content = await shown('a.mobileprovision', pki.profile({ certificates: [leaf] }));
    const facts = factsOf(section(content, 'profile'));
    deepStrictEqual([facts['Name'], facts['Kind'], facts['App identifier']], ['Lab ad-hoc', 'Ad hoc', 'com.acme.hello']);
  });

  it('holds no password, whatever is opened with it', async () => {
    const content = await shown('distribution.p12', await p12Of([leaf]), p12Password);
    ok(!JSON.stringify([content.view, [...content.actions]]).includes(p12Password));
  });
});
