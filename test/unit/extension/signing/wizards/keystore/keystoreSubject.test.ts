import { deepStrictEqual } from 'node:assert/strict';
import { parseSubject, subjectOf } from '../../../../../../src/extension/signing/wizards/keystore/keystoreSubject.ts';

function check(text: string, expected: readonly string[] | undefined): void {
  deepStrictEqual(
    parseSubject(text)?.map(({ type, value }) => `${type}=${value}`),
    expected,
  );
}

describe('parseSubject', () => {
  it('takes a plain name', () => {
    check('Ada Lovelace', ['CN=Ada Lovelace']);
    check(' Acme, Inc. ', ['CN=Acme, Inc.']);
  });

  it('takes a distinguished name, whatever the case of its types', () => {
    check('CN=Ada, o=Acme\\, Inc., c=de', ['CN=Ada', 'O=Acme, Inc.', 'C=DE']);
  });

  it('refuses what is neither', () => {
    check('', undefined);
    check('CN=', undefined);
    check('CN=Ada, Acme', undefined);
    check('XX=Ada', undefined);
  });

  it('reads what it begins with', () => {
    for (const name of ['Hello Web', 'Acme, Inc. = "1" + \\2; #3 <4>']) check(subjectOf(name), [`CN=${name}`]);
  });
});
