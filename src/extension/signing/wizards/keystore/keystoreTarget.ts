/** The keystore that a command is about: of the tree, of the explorer, or of an app that is asked for. */

import { Failure } from '../../../../core/base/failure.ts';
import { type AppEntry, nameOf, onPlatform } from '../../../app/appEntry.ts';
import { isAppsNode } from '../../../app/appsNode.ts';
import { fileMeant } from '../../../shared/workspace/activeFile.ts';
import { type WizardParts } from '../../../app/wizards/wizardParts.ts';

export interface KeystoreTarget {
  /** Absolute. */
  readonly path: string;
  /** Of the app that signs with it. */
  readonly alias?: string;
  readonly app?: AppEntry;
}

const keystoreName = /\.(p12|pfx|jks|keystore|ks)$/i;

export async function keystoreTarget(
  { asker, index, paths }: Pick<WizardParts, 'asker' | 'index' | 'paths'>,
  argument: unknown,
): Promise<KeystoreTarget> {
  const ofApp = (app: AppEntry): KeystoreTarget | undefined => {
    const { keystore, keyAlias } = onPlatform(app, 'android').effective;
    return keystore && { path: paths.resolve(app.folder, keystore.value), ...(keyAlias && { alias: keyAlias.value }), app };
  };
  const meant = fileMeant(argument, keystoreName);
  if (meant) {
    const path = meant.fsPath;
    const targets = (await index.apps()).map(ofApp);
    return targets.find((target) => target?.path === path) ?? { path };
  }
  if (isAppsNode(argument) && argument.kind === 'asset' && argument.path !== undefined)
    return { path: argument.path, ...(argument.alias !== undefined && { alias: argument.alias }), app: argument.app };
  const { app } = await asker.app(argument, (each) => ofApp(each) !== undefined);
  const target = ofApp(app);
  if (!target) throw Failure.of('no-keystore-set', { app: nameOf(app) });
  return target;
}
