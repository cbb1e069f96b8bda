/** Fixes of what signs Android packages. */

import { nearestName } from '../text/nearestName.ts';
import { best, fileAt, fix, type FixTable, always, type MakeFixes, oneOf, writtenText } from './fixRows.ts';
import { type IssueCode } from '../../base/issues/issueTable.ts';

const keystorePath = ['android', 'keystore'] as const;

const aliases: MakeFixes = ({ facts, text }) => {
  const listed = facts.aliases ?? text('aliases').replace(/ …$/, '').split(', ');
  const known = listed.filter((alias) => alias !== '');
  if (known.length === 0) return [];
  return oneOf(['android', 'keyAlias'], known, known.length === 1 ? known[0] : nearestName(writtenText(facts), known));
};

const anotherKeystore: MakeFixes = ({ facts }) => fileAt(keystorePath, facts.keystoreFiles);
const anyKeystore: MakeFixes = (row) => [...anotherKeystore(row), fix({ kind: 'createKeystore' })];
const noKeystore: MakeFixes = (row) => [...anyKeystore(row), fix({ kind: 'set', path: ['android', 'buildType'], value: 'debug' })];
const askPassword = (purpose: 'keystore' | 'key'): MakeFixes => always(best({ kind: 'setPassword', purpose }));

/** The file is not a keystore: another one is intended. */
const wrongFiles = [
  'keystore-too-large',
  'keystore-no-entries',
  'keystore-no-private-key',
  'keystore-tampered',
  'keystore-key-unreadable',
  'keystore-key-without-certificate',
  'signing-keystore-is-folder',
  'signing-keystore-unreadable',
  'signing-signer-changed',
] as const satisfies readonly IssueCode[];

/** The container is broken, or more than is opened: what it held, of Apple or of Android, has to come from elsewhere. */
const brokenContainers = [
  'jks-not-a-keystore',
  'jks-truncated',
  'jks-unknown-version',
  'jks-unknown-entry',
  'jks-too-many-entries',
  'jks-key-unreadable',
  'jks-certificate-mismatch',
  'pkcs12-unreadable',
  'pkcs12-truncated',
  'pkcs12-algorithm-unsupported',
  'pkcs12-too-many-iterations',
  'pkcs12-too-many-entries',
  'pkcs12-part-locked',
  'pkcs12-certificate-mismatch',
] as const satisfies readonly IssueCode[];

const anotherContainer: MakeFixes = (row) =>
  row.facts.platform === 'ios' ? fileAt(['ios', 'certificate'], row.facts.certificateFiles) : anotherKeystore(row);

export const keystoreFixes: FixTable = {
  ...Object.fromEntries(brokenContainers.map((code) => [code, anotherContainer])),
  ...Object.fromEntries(wrongFiles.map((code) => [code, anotherKeystore])),
  'signing-keystore-not-set': noKeystore,
  'signing-keystore-missing': noKeystore,
  'signing-keystore-readable': always(best({ kind: 'protectFile', path: keystorePath })),
  'signing-keystore-tracked': always(fix({ kind: 'untrackFile', path: keystorePath })),
  'keystore-password-missing': askPassword('keystore'),
  'keystore-password-wrong': askPassword('keystore'),
  'keystore-key-password-missing': askPassword('key'),
  'keystore-key-password-wrong': askPassword('key'),
  'keystore-alias-missing': aliases,
  'keystore-alias-needed': aliases,
  'keystore-alias-without-key': aliases,
  'keystore-key-algorithm-unusable': anyKeystore,
  'keystore-key-too-weak': anyKeystore,
  'keystore-key-dsa': anyKeystore,
  // What such a key signs is a debug package.
  'keystore-certificate-debug': noKeystore,
  'keystore-certificate-expired': (row) => [
    ...anyKeystore(row),
    fix({ kind: 'openPage', url: 'https://support.google.com/googleplay/android-developer/answer/9842756' }),
  ],
  'keystore-certificate-ends-early': anyKeystore,
};
