/** Fixes of engines and of what the engine `web` packs. */

import { settingsEngineIds } from '../settingsModel.ts';
import { nearestName } from '../text/nearestName.ts';
import { all, always, best, fix, type FixTable, here, type MakeFixes, mostButtons, oneOf, remove } from './fixRows.ts';

const webFolder: MakeFixes = ({ facts }) => [
  ...(facts.webFolders ?? []).slice(0, mostButtons).map((value) => fix({ kind: 'set', path: ['web', 'webDir'], value })),
  fix({ kind: 'browse', path: ['web', 'webDir'] }),
];
const runBuild: MakeFixes = ({ text }) => [best({ kind: 'runBuild', command: text('command') })];
const icon: MakeFixes = always(fix({ kind: 'browse', path: ['web', 'icon'] }));

const archive: MakeFixes = always(fix({ kind: 'browse', path: ['ios', 'archive'] }));

export const engineFixes: FixTable = {
  'engine-missing': all(webFolder, always(fix({ kind: 'choose', path: ['engine'], values: settingsEngineIds }))),
  'engine-unknown': here((path, { text }) => oneOf(path, settingsEngineIds, nearestName(text('engine'), settingsEngineIds))),
  'engine-not-available': here((path, { facts }) => [
    fix(facts.platform === 'ios' ? { kind: 'browse', path: ['ios', 'archive'] } : { kind: 'set', path, value: 'web' }),
  ]),
  'engine-platform': ({ facts }) => [fix({ kind: 'createPackage', platform: facts.platform === 'ios' ? 'android' : 'ios' })],
  'archive-not-set': archive,
  'archive-missing': archive,
  'engine-version-unavailable': here((path, { text }) => {
    const versions = text('versions')
      .split(', ')
      .filter((version) => version !== '');
    return [...oneOf(path, versions, versions[0]), fix({ kind: 'remove', path })];
  }),
  'engine-target-sdk-low': always(fix({ kind: 'openPage', url: 'https://developer.android.com/google/play/requirements/target-sdk' })),

  'web-source-missing': webFolder,
  'web-source-ambiguous': always(fix({ kind: 'remove', path: ['web', 'address'] }), fix({ kind: 'remove', path: ['web', 'webDir'] })),
  'web-folder-missing': webFolder,
  'web-not-built': all(runBuild, webFolder),
  'web-output-stale': runBuild,
  'web-folder-is-source': webFolder,
  'web-build-wrong': always(fix({ kind: 'remove', path: ['web', 'build'] })),
  'build-command-wrong': remove,
  'web-folder-empty': webFolder,
  'web-folder-holds-sources': webFolder,
  'web-too-many-files': webFolder,
  'web-start-page-missing': ({ facts }) => [
    ...oneOf(['web', 'startPage'], facts.startPages ?? [], facts.startPages?.length === 1 ? facts.startPages[0] : undefined),
    fix({ kind: 'browse', path: ['web', 'startPage'] }),
  ],
  'web-start-page-outside': always(fix({ kind: 'remove', path: ['web', 'startPage'] })),
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
