/**
 * Which issue has which remedies that one click does, best first. The one table behind quick fixes in the text and buttons in
 * the form. Pure: it proposes, and touches nothing.
 */

import { type Issue } from '../../core/base/issue.ts';
import { type IssueCode } from '../../core/base/issues/issueTable.ts';
import { checkVersionForm } from '../../core/settings/checks/versionForm.ts';
import { iosBuildTypes } from '../../core/settings/platform.ts';
import { engineIds } from '../../core/settings/settingsModel.ts';
import { fromPointer } from '../../core/settings/text/jsonPointer.ts';
import { nearestName } from '../../core/settings/text/nearestName.ts';
import { correctIdentifier } from './correctIdentifier.ts';
import { type Fix, type FixAction, type FixFacts, type SettingsPath } from './fix.ts';

/** Longer lists become a choice in a list of their own. */
const mostButtons = 4;

export function issueFixes(issue: Issue, facts: FixFacts): readonly Fix[] {
  const row = table[issue.code];
  const path = pathOf(issue.place?.pointer);
  return row ? row({ issue, facts, path, text: (name) => String(issue.params[name] ?? '') }) : [];
}

/** The codes that have fixes, for the test that holds them to the table of issues. */
export function fixableCodes(): readonly string[] {
  return Object.keys(table);
}

interface Row {
  readonly issue: Issue;
  readonly facts: FixFacts;
  /** Where the issue stands in the settings. */
  readonly path: SettingsPath | undefined;
  readonly text: (param: string) => string;
}

type MakeFixes = (row: Row) => readonly Fix[];

const fix = (action: FixAction): Fix => ({ action });
const best = (action: FixAction): Fix => ({ action, isPreferred: true });

/** At the place of the issue. */
const here =
  (make: (path: SettingsPath, row: Row) => readonly Fix[]): MakeFixes =>
  (row) =>
    row.path ? make(row.path, row) : [];

const setTo = (param: string): MakeFixes => here((path, { text }) => [best({ kind: 'set', path, value: text(param) })]);
const remove: MakeFixes = here((path) => [fix({ kind: 'remove', path })]);
const icon: MakeFixes = () => [fix({ kind: 'browse', path: ['web', 'icon'] })];
const askAgain: MakeFixes = here((path, { facts }) => [
  fix({ kind: 'ask', path, value: typeof facts.written === 'string' ? facts.written : '' }),
]);
const command =
  (id: Extract<FixAction, { kind: 'command' }>['command']): MakeFixes =>
  () => [fix({ kind: 'command', command: id })];
const password =
  (purpose: 'keystore' | 'key' | 'certificate'): MakeFixes =>
  () => [best({ kind: 'setPassword', purpose })];

const all =
  (...makers: readonly MakeFixes[]): MakeFixes =>
  (row) =>
    makers.flatMap((make) => make(row));

const oneOf = (path: SettingsPath, values: readonly string[], preferred?: string): readonly Fix[] => {
  if (values.length > mostButtons) {
    return [...(preferred === undefined ? [] : [best({ kind: 'set', path, value: preferred })]), fix({ kind: 'choose', path, values })];
  }
  const ordered = preferred === undefined ? values : [preferred, ...values.filter((value) => value !== preferred)];
  return ordered.map((value) => ({ action: { kind: 'set', path, value }, ...(value === preferred && { isPreferred: true as const }) }));
};

const identifier: MakeFixes = here((path, { facts }) => {
  const written = typeof facts.written === 'string' ? facts.written : '';
  const corrected = facts.platform && correctIdentifier(facts.platform, written);
  return [
    ...(corrected === undefined ? [] : [best({ kind: 'set', path, value: corrected })]),
    fix({ kind: 'ask', path, value: corrected ?? written }),
  ];
});

const aliases: MakeFixes = ({ facts, text }) => {
  const listed = facts.aliases ?? text('aliases').replace(/ …$/, '').split(', ');
  const known = listed.filter((alias) => alias !== '');
  const path: SettingsPath = ['android', 'keyAlias'];
  if (known.length === 0) return [];
  const written = typeof facts.written === 'string' ? facts.written : '';
  return oneOf(path, known, known.length === 1 ? known[0] : nearestName(written, known));
};

const keystore: MakeFixes = ({ facts }) => {
  const path: SettingsPath = ['android', 'keystore'];
  const found = facts.keystoreFiles ?? [];
  return [
    ...found.slice(0, mostButtons).map((value) => fix({ kind: 'set', path, value })),
    fix({ kind: 'command', command: 'mobileDistribution.createKeystore' }),
    fix({ kind: 'browse', path }),
    fix({ kind: 'set', path: ['android', 'buildType'], value: 'debug' }),
  ];
};

const certificate: MakeFixes = ({ facts }) => {
  const path: SettingsPath = ['ios', 'certificate'];
  const found = (facts.keystoreFiles ?? []).filter((file) => /\.(p12|pfx)$/i.test(file));
  return [...found.slice(0, mostButtons).map((value) => fix({ kind: 'set', path, value })), fix({ kind: 'browse', path })];
};

const profile: MakeFixes = ({ facts }) => {
  const path: SettingsPath = ['ios', 'provisioningProfile'];
  const found = facts.profileFiles ?? [];
  return [...found.slice(0, mostButtons).map((value) => fix({ kind: 'set', path, value })), fix({ kind: 'browse', path })];
};

const webFolder: MakeFixes = ({ facts }) => {
  const path: SettingsPath = ['web', 'webDir'];
  return [
    ...(facts.webFolders ?? []).slice(0, mostButtons).map((value) => fix({ kind: 'set', path, value })),
    fix({ kind: 'browse', path }),
  ];
};

/** Text where a number is wanted, or the other way round. */
const otherType: MakeFixes = here((path, { facts: { written }, text }) => {
  if (text('expected') === 'a whole number' && typeof written === 'string' && /^\s*\d{1,15}\s*$/.test(written))
    return [best({ kind: 'set', path, value: Number(written) }), fix({ kind: 'remove', path })];
  if (text('expected') === 'a whole number' && typeof written === 'number' && Number.isFinite(written))
    return [best({ kind: 'set', path, value: Math.trunc(written) }), fix({ kind: 'remove', path })];
  if (text('expected') === 'a text' && (typeof written === 'number' || typeof written === 'boolean'))
    return [best({ kind: 'set', path, value: String(written) }), fix({ kind: 'remove', path })];
  return [fix({ kind: 'remove', path })];
});

const versionForm: MakeFixes = here((path, { facts }) => {
  const written = typeof facts.written === 'string' ? facts.written : '';
  const platform = facts.platform ?? 'android';
  const numbers = written.match(/\d+/g)?.slice(0, 3).join('.');
  const trimmed = written.trim().replace(/^v(ersion)?[\s.]*/i, '');
  const right = [trimmed, numbers ?? ''].find((value) => value !== '' && checkVersionForm(platform, value).length === 0);
  return [...(right === undefined ? [] : [best({ kind: 'set', path, value: right })]), fix({ kind: 'ask', path, value: right ?? '1.0.0' })];
});

const table: Readonly<Partial<Record<IssueCode, MakeFixes>>> = {
  'settings-misspelled-key': here((path, { text, facts }) =>
    facts.siblings?.includes(text('suggestion')) === true
      ? [best({ kind: 'remove', path })]
      : [best({ kind: 'rename', path, name: text('suggestion') }), fix({ kind: 'remove', path })],
  ),
  'settings-unknown-key': remove,
  'settings-secret': here((path) => [best({ kind: 'remove', path })]),
  'settings-duplicate-key': here((path) => [best({ kind: 'keepLast', path })]),
  'settings-wrong-type': otherType,
  'settings-wrong-choice': here((path, { text }) => {
    const choices = text('choices').split(', ');
    return oneOf(path, choices, nearestName(text('value'), choices));
  }),
  'settings-out-of-range': here((path, { text, issue: { params } }) => {
    const nearest = Number(text('value')) < Number(params['minimum']) ? params['minimum'] : params['maximum'];
    return [best({ kind: 'set', path, value: Number(nearest) }), fix({ kind: 'remove', path })];
  }),

  'identifier-missing': here((path, { facts }) => {
    const known = [facts.projectIdentifier, facts.otherIdentifier].filter((value) => value !== undefined);
    const usable = [...new Set(known)].flatMap((value) => (facts.platform ? (correctIdentifier(facts.platform, value) ?? value) : value));
    return [...usable.map((value) => fix({ kind: 'set', path, value })), fix({ kind: 'ask', path, value: usable[0] ?? 'com.example.app' })];
  }),
  'identifier-too-few-segments': identifier,
  'identifier-empty-segment': identifier,
  'identifier-segment-start': identifier,
  'identifier-character': identifier,
  'identifier-java-keyword': identifier,
  'identifier-too-long': askAgain,
  'identifier-placeholder': askAgain,
  // Another spelling would be another app.
  'identifier-upper-case': here((path, { facts }) =>
    facts.hasPackages === true || typeof facts.written !== 'string' ? [] : [fix({ kind: 'set', path, value: facts.written.toLowerCase() })],
  ),
  'project-identifier-differs': setTo('projectIdentifier'),
  'name-missing': askAgain,
  'name-too-long': askAgain,
  'name-control-character': here((path, { facts }) => {
    const clean = typeof facts.written === 'string' ? facts.written.replace(/\p{Cc}+/gu, ' ').trim() : '';
    return clean === '' ? [fix({ kind: 'ask', path, value: '' })] : [best({ kind: 'set', path, value: clean })];
  }),
  'name-changed': here((path, { text }) => [fix({ kind: 'set', path, value: text('oldName') })]),

  'version-form': versionForm,
  'version-too-long': askAgain,
  'version-lower': setTo('lastVersion'),
  'version-code-not-higher': here((path, { issue: { params } }) => [
    best({ kind: 'set', path, value: Number(params['lowestAllowed']) }),
    fix({ kind: 'remove', path }),
  ]),
  'version-code-on-branch': here((path, { issue: { params } }) => [best({ kind: 'set', path, value: Number(params['lowestAllowed']) })]),
  'version-code-form': remove,
  'version-code-too-large': remove,
  'version-code-exhausted': here((path) => [fix({ kind: 'ask', path: [path[0], 'appIdentifier'], value: '' })]),
  'ledger-duplicate': ({ issue }) => (issue.place?.range ? [best({ kind: 'removeLine', line: issue.place.range.line })] : []),

  'engine-missing': all(webFolder, () => [fix({ kind: 'choose', path: ['engine'], values: engineIds })]),
  'engine-unknown': here((path, { text }) => oneOf(path, engineIds, nearestName(text('engine'), engineIds))),
  'engine-not-available': here((path, { facts }) => (facts.platform === 'ios' ? [] : [fix({ kind: 'set', path, value: 'web' })])),
  'engine-platform': command('mobileDistribution.createAndroidPackage'),
  'engine-version-unavailable': here((path, { text }) => {
    const versions = text('versions')
      .split(', ')
      .filter((version) => version !== '');
    return [...oneOf(path, versions, versions[0]), fix({ kind: 'remove', path })];
  }),

  'signing-keystore-not-set': keystore,
  'signing-keystore-missing': keystore,
  'signing-keystore-readable': () => [best({ kind: 'protectFile', path: ['android', 'keystore'] })],
  'signing-keystore-is-folder': keystore,
  'signing-keystore-unreadable': keystore,
  'certificate-not-set': certificate,
  'certificate-missing': certificate,
  'certificate-not-a-certificate': certificate,
  'certificate-no-private-key': certificate,
  'certificate-kind-differs': certificate,
  'certificate-expired': certificate,
  'certificate-team-differs': certificate,
  'certificate-password-missing': password('certificate'),
  'certificate-password-wrong': password('certificate'),
  'profile-not-set': profile,
  'profile-missing': profile,
  'profile-not-a-profile': profile,
  'profile-expired': profile,
  'profile-platform-differs': profile,
  'profile-certificate-missing': profile,
  'profile-kind-differs': all(
    ({ text }) =>
      iosBuildTypes.some((known) => known === text('kind')) ? [fix({ kind: 'set', path: ['ios', 'buildType'], value: text('kind') })] : [],
    profile,
  ),
  'profile-identifier-differs': all(profile, ({ text, facts }) =>
    text('profileIdentifier').includes('*') || facts.hasPackages === true
      ? []
      : [fix({ kind: 'set', path: ['ios', 'appIdentifier'], value: text('profileIdentifier') })],
  ),
  'profile-match-found': ({ text }) => [best({ kind: 'set', path: ['ios', 'provisioningProfile'], value: text('path') })],
  'keystore-password-missing': password('keystore'),
  'keystore-password-wrong': password('keystore'),
  'keystore-key-password-missing': password('key'),
  'keystore-key-password-wrong': password('key'),
  'keystore-alias-missing': aliases,
  'keystore-alias-needed': aliases,
  'keystore-alias-without-key': aliases,

  'web-source-missing': webFolder,
  'web-source-ambiguous': () => [fix({ kind: 'remove', path: ['web', 'address'] }), fix({ kind: 'remove', path: ['web', 'webDir'] })],
  'web-folder-missing': webFolder,
  'web-folder-empty': webFolder,
  'web-folder-holds-sources': webFolder,
  'web-too-many-files': webFolder,
  'web-start-page-missing': ({ facts }) => [
    ...oneOf(['web', 'startPage'], facts.startPages ?? [], facts.startPages?.length === 1 ? facts.startPages[0] : undefined),
    fix({ kind: 'browse', path: ['web', 'startPage'] }),
  ],
  'web-start-page-outside': () => [fix({ kind: 'remove', path: ['web', 'startPage'] })],
  'web-address-not-https': ({ text }) => [
    best({ kind: 'set', path: ['web', 'address'], value: text('address').replace(/^http:/i, 'https:') }),
  ],
  'web-icon-missing': icon,
  'web-icon-not-found': icon,
  'web-icon-small': icon,
  'web-icon-not-square': icon,
  'web-icon-defaulted': icon,
  'web-color-wrong': remove,
  'web-language-wrong': remove,
  'web-origin-wrong': here((path, { text }) => {
    const origin = URL.parse(text('origin').replace(/^(?![a-z]+:\/\/)|^http:\/\//i, 'https://'))?.origin;
    // An item of a list has no key to take out.
    return origin === undefined || origin === 'null' ? [] : [best({ kind: 'set', path, value: origin })];
  }),
};

function pathOf(pointer: string | undefined): SettingsPath | undefined {
  const [first, ...rest] = pointer === undefined ? [] : fromPointer(pointer);
  return first === undefined ? undefined : [first, ...rest];
}
