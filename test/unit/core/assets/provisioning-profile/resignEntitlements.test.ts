import assert from 'node:assert/strict';
import { plainDictionary, type PlainValue } from '../../../../../src/core/formats/plist/plainPlist.ts';
import { createPlist, type PlainPlist, type PlistDictionary } from '../../../../../src/core/formats/plist/plistValue.ts';
import { inspectProfile } from '../../../../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { resignEntitlements, type ResignRequest } from '../../../../../src/core/assets/provisioning-profile/resignEntitlements.ts';
import { ApplePki, team } from '../../../../support/applePki.ts';

const pki = new ApplePki();
type Content = Readonly<Record<string, PlainPlist>>;

function dictionary(content: Content): PlistDictionary {
  const value = createPlist(content);
  assert.ok(value.type === 'dictionary');
  return value;
}

const own = { 'application-identifier': `${team}.com.acme.hello`, 'com.apple.developer.team-identifier': team, 'get-task-allow': false };
const keychain = { 'keychain-access-groups': [`${team}.com.acme.hello`] };

interface Case extends Partial<Omit<ResignRequest, 'old' | 'wanted' | 'profile'>> {
  readonly granted?: Content;
  readonly old?: Content;
  readonly wanted?: Content;
}

function check(request: Case, expected: Readonly<Record<string, PlainValue>>, codes: readonly string[] = []): void {
  const { granted = {}, old, wanted, ...others } = request;
  const { profile } = inspectProfile(pki.profile({ entitlements: granted, identifier: others.identifier ?? 'com.acme.hello' }), {
    now: new Date('2026-11-21'),
  });
  assert.ok(profile);
  const result = resignEntitlements({
    bundle: 'App',
    identifier: 'com.acme.hello',
    profile,
    old: old && dictionary(old),
    renamed: () => undefined,
    ...(wanted && { wanted: dictionary(wanted) }),
    ...others,
  });
  assert.deepEqual(plainDictionary(result.entitlements), expected);
  assert.deepEqual(
    result.issues.map(({ code }) => code),
    codes,
  );
}

describe('entitlements of an app that is signed again', () => {
  it('are those of the profile with the identifier of the app, when it had none', () => {
    check({}, { ...own, ...keychain });
    check({ granted: { 'aps-environment': 'production' } }, { ...own, ...keychain, 'aps-environment': 'production' });
  });

  it('have a wildcard filled in', () => {
    check(
      { granted: { 'application-identifier': `${team}.*`, 'keychain-access-groups': [`${team}.*`, 'com.apple.token'] } },
      { ...own, ...keychain },
    );
  });

  it('leave out what profiles grant more widely than apps claim, unless the app claimed it', () => {
    const granted = {
      'com.apple.developer.associated-domains': '*',
      'com.apple.developer.icloud-services': '*',
      'com.apple.developer.siri': true,
      'com.apple.security.application-groups': ['group.com.acme', 'group.other'],
    };
    check({ granted }, { ...own, ...keychain });
    const claimed = {
      'com.apple.developer.associated-domains': ['applinks:acme.com'],
      'com.apple.security.application-groups': ['group.com.acme', 'group.gone'],
    };
    check(
      { granted, old: { ...own, ...keychain, ...claimed } },
      { ...own, ...keychain, ...claimed, 'com.apple.security.application-groups': ['group.com.acme'] },
    );
  });

  it('lose what is not granted, each with a word', () => {
    check(
      {
        granted: { 'com.apple.security.application-groups': ['group.a'] },
        old: { ...own, 'aps-environment': 'production', 'com.apple.security.application-groups': ['group.b'] },
      },
      { ...own, ...keychain },
      ['ipa-entitlement-dropped', 'ipa-entitlement-dropped'],
    );
  });

  it('go by the profile in what only it decides', () => {
    check(
      { old: { 'application-identifier': 'OLDTEAM123.com.acme.hello', 'get-task-allow': true, 'beta-reports-active': true } },
      { ...own, ...keychain },
    );
  });

  it('follow a new identifier and a new team', () => {
    const renamed = (text: string): string | undefined =>
      text.includes('com.old.app') ? text.replace('com.old.app', 'com.acme.hello') : undefined;
    const granted = {
      'com.apple.security.application-groups': ['group.com.acme.hello', 'group.com.old.app.kept'],
      'com.apple.developer.associated-domains': '*',
    };
    const old = {
      'application-identifier': 'OLDTEAM123.com.old.app',
      'keychain-access-groups': ['OLDTEAM123.com.old.app', 'OLDTEAM123.shared'],
      'com.apple.security.application-groups': ['group.com.old.app', 'group.com.old.app.kept'],
      'com.apple.developer.associated-domains': ['applinks:acme.com'],
    };
    check(
      { granted, old, renamed },
      {
        ...own,
        'keychain-access-groups': [`${team}.com.acme.hello`, `${team}.shared`],
        'com.apple.security.application-groups': ['group.com.acme.hello', 'group.com.old.app.kept'],
        'com.apple.developer.associated-domains': ['applinks:acme.com'],
      },
      ['ipa-identifier-elsewhere', 'ipa-identifier-elsewhere'],
    );
  });

  it('are what is asked for, where the profile grants it', () => {
    const granted = { 'aps-environment': 'production', 'com.apple.developer.siri': true };
    check(
      { granted, wanted: { 'com.apple.developer.siri': true, 'keychain-access-groups': ['$(AppIdentifierPrefix)com.acme.x'] } },
      {
        ...own,
        'com.apple.developer.siri': true,
        'keychain-access-groups': [`${team}.com.acme.x`],
      },
    );
    check({ wanted: { 'com.apple.developer.siri': true } }, own, ['ipa-entitlement-not-granted']);
  });

  it('have no values that signatures cannot contain', () => {
    const value = { list: [1.5] };
    check({ granted: { odd: value } }, { ...own, ...keychain, odd: { list: [1.5] } }, ['ipa-entitlement-type']);
  });
});
