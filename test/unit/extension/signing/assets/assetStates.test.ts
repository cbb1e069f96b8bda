import { deepStrictEqual } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { SessionCache } from '../../../../../src/core/assets/sessionCache.ts';
import { type Bytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { encodePem } from '../../../../../src/core/formats/pem/pem.ts';
import { type AssetState, type AssetUsage } from '../../../../../src/extension/signing/assets/assetState.ts';
import { type AssetStates } from '../../../../../src/extension/signing/assets/assetStates.ts';
import { type PasswordId } from '../../../../../src/extension/shared/passwords/passwordStore.ts';
import { ApplePki, p12Of, p12Password } from '../../../../support/applePki.ts';
import { keystoreOf } from '../../../../support/keystores.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const paths = { keystore: '/app/signing/upload.p12', certificate: '/app/signing/a.p12', profile: '/app/signing/a.mobileprovision' };
const pki = new ApplePki();
const leaf = pki.leaf({ notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') });
const certificate: AssetUsage = { asset: 'certificate' };
const profile: AssetUsage = { asset: 'profile' };
const keystore: AssetUsage = { asset: 'keystore' };
const storePassword = 'marker-store-password';

/** `open 2027-01-01 a,b`, as short as a state can be written. */
function told(state: AssetState): string {
  if (state.kind === 'unreadable') return `unreadable: ${state.reason}`;
  const validUntil = 'validUntil' in state ? state.validUntil?.toISOString().slice(0, 10) : undefined;
  const how = state.kind === 'open' ? [state.isProtected ? 'with password' : 'without password', state.aliases.join()] : [];
  return [state.kind, validUntil, ...how].filter((text) => text !== undefined && text !== '').join(' ');
}

describe('the states of signing assets', () => {
  let make: (files: MemoryFiles, stored: ReadonlyMap<string, string>) => AssetStates;

  before(async () => {
    const { AssetStates: States } = await import('../../../../../src/extension/signing/assets/assetStates.ts');
    make = (files, stored) => {
      const get = async ({ purpose }: PasswordId): Promise<Secret | undefined> => {
        const password = stored.get(purpose);
        return password === undefined ? undefined : new Secret(password);
      };
      const world = { ...workflowWorld(files), sessionCache: new SessionCache() };
      return new States({ files, paths: posixPaths, passwords: { get }, loadWorld: async () => world });
    };
  });

  async function check(
    bytes: Bytes | undefined,
    usage: AssetUsage,
    stored: Readonly<Record<string, string>>,
    expected: string,
  ): Promise<void> {
    const path = paths[usage.asset];
    const files = new MemoryFiles(bytes ? { [path]: bytes } : {});
    deepStrictEqual(told(await make(files, new Map(Object.entries(stored))).of(path, usage)), expected);
  }

  it('says how long a certificate is valid when its password is stored or none is needed', async () => {
    const p12 = await p12Of([leaf]);
    await check(p12, certificate, { certificate: p12Password }, 'open 2027-01-01 with password');
    await check(p12, certificate, {}, 'locked');
    await check(p12, certificate, { keystore: p12Password }, 'locked');
    await check(p12, certificate, { certificate: 'another' }, 'unreadable: Wrong certificate password');
    await check(leaf.certificates[0], certificate, {}, 'open 2027-01-01 without password');
    await check(utf8(encodePem('CERTIFICATE', leaf.certificates[0])), certificate, {}, 'open 2027-01-01 without password');
  });

  it('says how long a profile is valid', async () => {
    const expiresAt = new Date('2027-03-04T00:00:00Z');
    await check(pki.profile({ certificates: [leaf], expiresAt }), profile, {}, 'open 2027-03-04 without password');
  });

  it('says which keys a keystore has, and how long the chosen one is valid', async () => {
    const bytes = await keystoreOf(
      [
        { alias: 'upload', notAfter: '2050-01-01T00:00:00Z' },
        { alias: 'other', notAfter: '2040-01-01T00:00:00Z' },
      ],
      storePassword,
    );
    await check(bytes, keystore, { keystore: storePassword }, 'open 2050-01-01 with password upload,other');
    await check(bytes, { ...keystore, alias: 'OTHER' }, { keystore: storePassword }, 'open 2040-01-01 with password upload,other');
    await check(bytes, keystore, {}, 'locked');
    await check(bytes, keystore, { keystore: 'another' }, 'unreadable: Wrong keystore password');
  });

  it('tells the dates of a Java keystore, which hides only its keys', async () => {
    const bytes = new Uint8Array(await readFile(new URL('../../../../fixtures/keystores/jks-rsa-key-password.jks', import.meta.url)));
    await check(bytes, keystore, {}, 'locked 2056-11-13');
  });

  it('says what a file is that does not fit', async () => {
    await check(pki.profile({ certificates: [leaf] }), keystore, {}, 'unreadable: The file is not a keystore');
    await check(pki.profile({ certificates: [leaf] }), certificate, {}, 'unreadable: The file is not a certificate');
    await check(leaf.certificates[0], keystore, {}, 'unreadable: The file is not a keystore');
    await check(await p12Of([leaf]), profile, {}, 'unreadable: The file is not a provisioning profile');
    await check(
      utf8('<!doctype html>'),
      profile,
      {},
      'unreadable: This is a web page, not a provisioning profile: the download saved a sign-in or error page',
    );
    const huge = 'The file /app/signing/a.mobileprovision is too large: 9437184 bytes; the limit is 8388608';
    await check(new Uint8Array(9 * 1024 * 1024), profile, {}, `unreadable: ${huge}`);
    await check(undefined, profile, {}, 'missing');
  });

  it('opens a file once, and again when it or its password changes', async () => {
    const stored = new Map([['certificate', p12Password]]);
    const path = paths.certificate;
    const files = new MemoryFiles({ [path]: await p12Of([leaf]) });
    const states = make(files, stored);
    const first = await states.of(path, certificate);
    deepStrictEqual(await states.of(path, certificate), first);
    stored.set('certificate', 'another');
    deepStrictEqual((await states.of(path, certificate)).kind, 'unreadable');
    stored.set('certificate', p12Password);
    files.content.set(path, { bytes: await p12Of([pki.leaf({ notAfter: new Date('2028-05-06T00:00:00Z') })]) });
    deepStrictEqual(told(await states.of(path, certificate)), 'open 2028-05-06 with password');
  });
});
