/** The keys that can sign an Android package: those that apps of the workspace name, and keystores next to the package or its app. */

import * as vscode from 'vscode';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { nameOf, onPlatform } from '../../app/appEntry.ts';
import { findNearbyFiles } from '../../app/fixes/nearbyFiles.ts';
import { askChoice, type Choice } from '../../shared/questions/question.ts';
import { type QuestionPlace, type wentBack } from '../../shared/questions/questionPlace.ts';
import { type PackageSubject } from '../files/packageSubject.ts';
import { type SignParts } from './signParts.ts';
import { browse, chooseFile, filesBeside, otherFile } from './signingFiles.ts';

export interface SigningKey {
  /** Absolute path. */
  readonly keystore: string;
  /** Unknown for a keystore that no app names. */
  readonly alias?: string;
  /** Name of the app that signs with it. */
  readonly app?: string;
}

const keystoreName = /\.(p12|pfx|jks|keystore|ks)$/i;

/** The key of the package's own app first. */
export async function findKeys(
  { index }: Pick<SignParts, 'index'>,
  { files, paths }: CheckWorld,
  { path, recorded }: PackageSubject,
): Promise<readonly SigningKey[]> {
  const apps = await index.apps();
  const own = recorded && apps.find(({ folder }) => folder === recorded.app.folder);
  const named = [...(own ? [own] : []), ...apps.filter((app) => app !== own)].flatMap((app): SigningKey[] => {
    const { keystore, keyAlias } = onPlatform(app, 'android').effective;
    if (!keystore) return [];
    return [{ keystore: paths.resolve(app.folder, keystore.value), ...(keyAlias && { alias: keyAlias.value }), app: nameOf(app) }];
  });
  const inApp = own ? (await findNearbyFiles(files, paths, own.opened)).keystoreFiles.map((name) => paths.resolve(own.folder, name)) : [];
  const unnamed = new Set([...inApp, ...(await filesBeside({ files, paths }, path, keystoreName))]);
  for (const { keystore } of named) unnamed.delete(keystore);
  return [...named, ...[...unnamed].map((keystore) => ({ keystore }))];
}

export async function askKey(
  { paths }: CheckWorld,
  place: QuestionPlace,
  keys: readonly SigningKey[],
  chosen: SigningKey | undefined,
): Promise<SigningKey | typeof wentBack> {
  const choices = keys.map((key): Choice<SigningKey | typeof otherFile> => ({
    label: key.app ?? paths.basename(key.keystore),
    description: [vscode.workspace.asRelativePath(key.keystore), key.alias].filter(Boolean).join(' · '),
    iconPath: new vscode.ThemeIcon(key.app === undefined ? 'key' : 'window'),
    value: key,
  }));
  const answer = await askChoice<SigningKey | typeof otherFile>(place, {
    placeholder:
      keys.length === 0
        ? vscode.l10n.t('No keystore was found; choose its file')
        : vscode.l10n.t('Key to sign with. It replaces existing signatures.'),
    choices: [...choices, chooseFile()],
    isChosen: (value) => value === chosen,
  });
  if (answer !== otherFile) return answer;
  return { keystore: await browse(place.title, vscode.l10n.t('Keystore'), ['p12', 'pfx', 'jks', 'keystore', 'ks']) };
}
