import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { readSigningFile } from '../../../../../src/core/assets/signing-file/readSigningFile.ts';
import { type AssetContent } from '../../../../../src/extension/shared/asset-page/assetContent.ts';
import {
  type AssetUse,
  type RelatedFile,
  type SigningAction,
  type SigningAssetInput,
} from '../../../../../src/extension/signing/viewer/signingAssetInput.ts';
import { assetViewerChannel, type AssetSection } from '../../../../../src/protocol/assetViewerProtocol.ts';
import { ApplePki, devices, p12Of, p12Password } from '../../../../support/applePki.ts';
import { keystoreOf } from '../../../../support/keystores.ts';

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
  const related = { files: [], locked: [] };
  const input = {
    name,
    place: `/work/${name}`,
    file,
    isRemembered: password !== undefined,
    now,
    hasWizards: true,
    uses: [],
    related,
    ...more,
  };
  const content = contentOf(input);
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
    ({ signingAssetContent: contentOf } = await import('../../../../../src/extension/signing/viewer/signingAssetView.ts'));
  });

  it('shows what is known of a closed file, and offers to ask for the password', async () => {
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

  it('shows whose certificate an open one is', async () => {
    const content = await shown('distribution.p12', await p12Of([leaf]), p12Password);
    strictEqual(content.view.notice, undefined);
    const entry = section(content, 'entry-0');
    strictEqual(entry.title, 'Apple Distribution: Lab Corp (TEAM123456)');
    const { Type, Team, Key, ...facts } = factsOf(entry);
    deepStrictEqual([Type, Team, Key], ['Apple Distribution', 'TEAM123456', 'RSA 2048']);
    strictEqual(facts['SHA-1']?.length, 59);
    strictEqual(facts['SHA-256']?.length, 95);
  });

  it('says when the remembered password no longer fits', async () => {
    const { view } = await shown('distribution.p12', await p12Of([leaf]), 'another', { isRemembered: true });
    strictEqual(view.notice?.tone, 'error');
  });

  it('copies exactly the value that is next to the button', async () => {
    const content = await shown('distribution.p12', await p12Of([leaf]), p12Password);
    const [part] = section(content, 'entry-0').parts;
    ok(part?.kind === 'facts');
    const fact = part.facts.find(({ label }) => label === 'SHA-1');
    ok(fact);
    deepStrictEqual(content.actions.get(fact.copy), { kind: 'copy', text: fact.value });
  });

  it('shows which app a profile is for', async () => {
    const content = await shown('a.mobileprovision', pki.profile({ certificates: [leaf] }));
    const facts = factsOf(section(content, 'profile'));
    deepStrictEqual([facts['Name'], facts['Type'], facts['App identifier']], ['Lab ad-hoc', 'Ad hoc', 'com.acme.hello']);
  });

  it('draws when each certificate is valid, for a keystore up to the day that Google Play asks for', async () => {
    const keystore = await keystoreOf([{ alias: 'upload', notAfter: '2051-05-01' }], 'secret');
    const [part] = section(await shown('upload.p12', keystore, 'secret'), 'validity').parts;
    ok(part?.kind === 'timeline');
    deepStrictEqual(
      part.rows.map(({ label, tone }) => [label, tone]),
      [['upload', 'good']],
    );
    deepStrictEqual(
      part.marks.map(({ kind, label }) => [kind, label]),
      [
        ['today', 'Today, Nov 21, 2026'],
        ['deadline', 'Google Play: must expire after Oct 22, 2033'],
      ],
    );
  });

  it('gives the statement for a web site with the identifier of the app that uses the key', async () => {
    const keystore = await keystoreOf([{ alias: 'upload' }, { alias: 'other' }], 'secret');
    const use = {
      appName: 'Hello',
      folder: '/work',
      settings: '/work/mobile-distribution.json',
      platform: 'android',
      field: 'android.keystore',
      appIdentifier: 'com.acme.hello',
      buildType: 'release',
      alias: 'UPLOAD',
    } as const;
    const content = await shown('upload.p12', keystore, 'secret', { uses: [use] });
    const snippet = (id: string) => section(content, id).parts.find((part) => part.kind === 'snippet');
    ok(snippet('entry-0')?.text.includes('"com.acme.hello"'));
    ok(snippet('entry-1')?.text.includes('"com.example.app"'));
    const [links] = section(content, 'uses').parts;
    ok(links?.kind === 'links');
    deepStrictEqual(
      links.links.map(({ title, note }) => [title, note]),
      [['Hello', 'keystore for Android packages · release · UPLOAD']],
    );
  });

  it('offers the fixes of the apps that use the file, and says once what both say', async () => {
    const bytes = leaf.certificates[0];
    const [own] = (await readSigningFile('a.cer', bytes, { now })).issues;
    ok(own);
    const fix = { title: 'Choose File…', action: { kind: 'browse', path: ['ios', 'certificate'] } } as const;
    const use: AssetUse = {
      appName: 'Hello',
      folder: '/work',
      settings: '/work/mobile-distribution.json',
      platform: 'ios',
      field: 'ios.certificate',
      buildType: 'ad-hoc',
      issues: [{ issue: own, fixes: [fix] }],
    };
    const content = await shown('a.cer', bytes, undefined, { uses: [use] });
    const [part] = section(content, 'issues').parts;
    ok(part?.kind === 'issues');
    const same = part.issues.filter(({ message }) => message === own.message);
    strictEqual(same.length, 1);
    const [button] = same[0]?.fixes ?? [];
    deepStrictEqual(content.actions.get(button?.id ?? ''), { kind: 'fix', folder: '/work', platform: 'ios', action: fix.action });
  });

  it('offers the wizards that begin with the file itself, where they may write', async () => {
    const titles = async (name: string, bytes: Bytes, password: string | undefined, hasWizards: boolean): Promise<readonly string[]> => {
      const content = await shown(name, bytes, password, { hasWizards });
      const [part] = section(content, 'issues').parts;
      ok(part?.kind === 'issues');
      const fixes = part.issues.flatMap((issue) => issue.fixes);
      for (const { id } of fixes) ok(['wizard', 'openPage'].includes(content.actions.get(id)?.kind ?? ''));
      return fixes.map(({ title }) => title);
    };
    const stranger = new ApplePki('ec-p256', 'stranger').leaf();
    const modern = await p12Of([stranger], 'modern');
    deepStrictEqual(await titles('distribution.p12', modern, p12Password, true), ['Make Compatible Copy…', 'Open developer.apple.com']);
    ok((await titles('a.cer', stranger.certificates[0], undefined, true)).includes('Create .p12 with Its Key…'));
    deepStrictEqual(await titles('a.cer', stranger.certificates[0], undefined, false), ['Open developer.apple.com']);
  });

  it('leads to the files whose certificates a password hides, and not to all of very many', async () => {
    const locked = Array.from({ length: 12 }, (_, index) => {
      const path = `signing/${index}.p12`;
      return { uri: { path } as RelatedFile['uri'], path };
    });
    const content = await shown('a.mobileprovision', pki.profile({ certificates: [leaf] }), undefined, { related: { files: [], locked } });
    const [links, more] = section(content, 'related').parts;
    ok(links?.kind === 'links' && more?.kind === 'text');
    strictEqual(links.links.length, 10);
    deepStrictEqual(content.actions.get(links.links[0]?.button.id ?? ''), { kind: 'open', uri: locked[0]?.uri });
    strictEqual(more.text, '2 more files are locked.');
  });

  it('lists certificates, devices and entitlements of a profile, and finds a device', async () => {
    const content = await shown(
      'a.mobileprovision',
      pki.profile({ certificates: [leaf], entitlements: { 'aps-environment': 'production' } }),
    );
    deepStrictEqual(
      content.view.sections.map(({ title }) => title),
      ['Profile', 'Validity', 'Certificates allowed to sign (1)', 'Devices (2)', 'Entitlements (5)'],
    );
    strictEqual(factsOf(section(content, 'entitlements'))['aps-environment'], 'production');
    const found = content.search?.('devices', devices[0] ?? '');
    deepStrictEqual([found?.tone, found?.items], ['good', [devices[0]]]);
    strictEqual(content.search?.('devices', 'f'.repeat(40)).tone, 'error');
  });

  it('says of a profile for the store or for everybody why it lists no device', async () => {
    for (const kind of ['app-store', 'in-house'] as const) {
      const [part] = section(await shown('a.mobileprovision', pki.profile({ kind })), 'devices').parts;
      ok(part?.kind === 'text' && part.text !== '');
    }
  });

  it('stays readable for a store of hundreds and a profile of thousands', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => index.toString(16).padStart(40, '0'));
    const content = await shown('a.mobileprovision', pki.profile({ devices: many }));
    const [part] = section(content, 'devices').parts;
    ok(part?.kind === 'search');
    strictEqual(part.found.items.length, 200);
    strictEqual(content.search?.('devices', many[4999] ?? '').tone, 'good');
  });

  it('contains no password, whatever is opened with it', async () => {
    const content = await shown('distribution.p12', await p12Of([leaf]), p12Password);
    ok(!JSON.stringify([content.view, [...content.actions]]).includes(p12Password));
  });
});
