import { deepStrictEqual } from 'node:assert/strict';
import { checkAppIdentifier } from '../../../../../src/core/settings/checks/appIdentifier.ts';
import { type Platform } from '../../../../../src/core/settings/platform.ts';

function check(platform: Platform, identifier: string, ...expected: string[]): void {
  deepStrictEqual(
    checkAppIdentifier(platform, identifier).map(({ code }) => code),
    expected,
    identifier,
  );
}

describe('checkAppIdentifier', () => {
  it('accepts what the platforms accept', () => {
    check('android', 'com.acme.hello_2');
    check('ios', 'com.acme.hello-2');
    check('ios', 'com.acme.2go');
  });

  it('identifier-character', () => {
    check('android', 'com.acme.hello-web', 'identifier-character');
    check('android', 'com.acme.héllo', 'identifier-character');
    check('ios', 'com.acme.hello_web', 'identifier-character');
    check('ios', 'com.acme.hello web', 'identifier-character');
  });

  it('identifier-too-few-segments and identifier-empty-segment', () => {
    check('android', 'hello', 'identifier-too-few-segments');
    check('android', 'com..hello', 'identifier-empty-segment');
    check('ios', '.com.hello', 'identifier-empty-segment');
    check('android', '', 'identifier-empty-segment');
  });

  it('identifier-segment-start', () => {
    check('android', 'com.2go.app', 'identifier-segment-start');
    check('android', 'com._go.app', 'identifier-segment-start');
  });

  it('identifier-java-keyword', () => {
    check('android', 'com.acme.new', 'identifier-java-keyword');
    check('android', 'com.acme.null', 'identifier-java-keyword');
    check('ios', 'com.acme.new');
  });

  it('identifier-too-long', () => {
    check('android', `com.${'a'.repeat(220)}`, 'identifier-too-long');
    check('ios', `com.${'a'.repeat(152)}`, 'identifier-too-long');
  });

  it('identifier-placeholder and identifier-upper-case', () => {
    check('android', 'com.example.hello', 'identifier-placeholder');
    check('android', 'io.ionic.starter', 'identifier-placeholder');
    check('ios', 'com.acme.Hello', 'identifier-upper-case');
  });
});
