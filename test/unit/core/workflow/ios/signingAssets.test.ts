/** What signs an iOS package: profiles and the certificate, opened once, and asked for as often as needed. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { type Bytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type PasswordSource } from '../../../../../src/core/workflow/passwordSource.ts';
import { openCertificate, openProfiles, profileFor } from '../../../../../src/core/workflow/ios/signingAssets.ts';
import { ApplePki, p12Of, p12Password } from '../../../../support/applePki.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';

const pki = new ApplePki();
const one = pki.leaf({ label: 'one', name: 'Apple Distribution: One (TEAM123456)' });
const two = pki.leaf({ label: 'two', name: 'Apple Distribution: Two (TEAM123456)' });
const access = { now: new Date('2026-11-21T00:00:00Z'), trusted: [pki.root] };

type Ask = Parameters<PasswordSource['ask']>[0];

/** Answers the questions one after the other, and remembers them. */
function asking(...answers: readonly (string | undefined)[]): PasswordSource & { readonly asked: Ask[] } {
  const asked: Ask[] = [];
  return {
    asked,
    ask: async (question) => {
      const answer = answers[asked.length];
      asked.push(question);
      return answer === undefined ? undefined : new Secret(answer);
    },
  };
}

const failed =
  (...codes: readonly string[]) =>
  (error: unknown): boolean => {
    ok(isFailure(error, 'issues-found'), String(error));
    deepStrictEqual(
      error.issues.filter(({ severity }) => severity === 'error').map(({ code, place }) => `${code} ${place?.file}`),
      codes,
    );
    return true;
  };

describe('the profiles of an iOS package', () => {
  const open = async (files: Readonly<Record<string, Bytes>>) => await openProfiles(new MemoryFiles(files), Object.keys(files), access);
  const named = (identifier: string): Bytes => pki.profile({ identifier, certificates: [one], name: identifier });

  it('are opened in their order, with where each came from', async () => {
    const { profiles, issues } = await open({ '/a': named('com.acme.app'), '/b': named('com.acme.app.share') });
    deepStrictEqual(
      profiles.map(({ path, profile }) => `${path} ${profile.name}`),
      ['/a com.acme.app', '/b com.acme.app.share'],
    );
    deepStrictEqual(issues, []);
  });

  it('are refused where one is none, with its file', async () => {
    await rejects(open({ '/a': named('com.acme.app'), '/b': utf8('text') }), failed('file-is-other /b'));
  });

  it('are chosen for exactly an app, then by the longest wildcard', async () => {
    const { profiles } = await open({
      '/every': named('*'),
      '/short': named('com.*'),
      '/long': named('com.acme.*'),
      '/own': named('com.acme.app'),
      '/other': named('org.other.app'),
    });
    const chosen = (identifier: string): string | undefined => profileFor(profiles, identifier)?.path;
    deepStrictEqual(['com.acme.app', 'com.acme.app.share', 'com.other', 'org.other.app', 'org.else'].map(chosen), [
      '/own',
      '/long',
      '/short',
      '/other',
      '/every',
    ]);
    strictEqual(profileFor(profiles.slice(3), 'org.else'), undefined);
    strictEqual(profileFor([], 'org.else'), undefined);
  });
});

describe('the certificate of an iOS package', () => {
  async function open(
    identities: readonly (typeof one)[],
    passwords: PasswordSource,
    more: { readonly wanted?: string; readonly profile?: Bytes } = {},
  ) {
    const files = new MemoryFiles({ '/c.p12': await p12Of(identities), '/p': more.profile ?? new Uint8Array(0) });
    const profile = more.profile && (await openProfiles(files, ['/p'], access)).profiles[0]?.inspection;
    const request = { path: '/c.p12', passwords, wanted: more.wanted, profile, trusted: [pki.root] };
    const opened = await openCertificate(files, request);
    return { subject: opened.filed.certificate.subject.text, ...opened };
  }

  it('is opened with what is there, and comes with its chain up to the root', async () => {
    const passwords = asking(p12Password);
    const { chain, identity, issues } = await open([one], passwords);
    deepStrictEqual(passwords.asked, [{ purpose: 'certificate', file: '/c.p12', isNeeded: false }]);
    deepStrictEqual(
      chain.map(({ der }) => der),
      [one.certificates[0], pki.wwdr, pki.root.der],
    );
    deepStrictEqual(identity.certificates, [one.certificates[0], pki.wwdr, pki.root.der]);
    strictEqual(identity.privateKey.equals(one.privateKey), true);
    deepStrictEqual(
      issues.filter(({ severity }) => severity === 'error'),
      [],
    );
  });

  it('is asked for a second time where no password is there', async () => {
    const passwords = asking(undefined, p12Password);
    await open([one], passwords);
    deepStrictEqual(
      passwords.asked.map(({ purpose, file, isNeeded }) => [purpose, file, isNeeded]),
      [
        ['certificate', '/c.p12', false],
        ['certificate', '/c.p12', true],
      ],
    );
  });

  it('is not asked for again with a wrong password', async () => {
    const passwords = asking('wrong', p12Password);
    await rejects(open([one], passwords), failed('certificate-password-wrong /c.p12'));
    strictEqual(passwords.asked.length, 1);
  });

  it('is the one that is named, or that the profile allows', async () => {
    const profile = pki.profile({ certificates: [two] });
    const subjectOf = async (more: { readonly wanted?: string; readonly profile?: Bytes }): Promise<string> =>
      (await open([one, two], asking(p12Password), more)).subject;
    ok((await subjectOf({ wanted: 'Apple Distribution: One (TEAM123456)' })).includes('One'));
    ok((await subjectOf({ profile })).includes('Two'));
    await rejects(open([one, two], asking(p12Password), { wanted: 'nobody' }), (error) => isFailure(error, 'issues-found'));
  });

  it('is not made of a file without any', async () => {
    const files = new MemoryFiles({ '/c.p12': utf8('text') });
    const request = { path: '/c.p12', passwords: asking(undefined), profile: undefined, trusted: [] };
    await rejects(openCertificate(files, request), failed('file-is-other /c.p12'));
  });
});
