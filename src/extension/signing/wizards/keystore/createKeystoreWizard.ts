/** Create Keystore…: asks, makes key and keystore, stores the password, and writes both into the settings of the app. */

import * as vscode from 'vscode';
import { Failure } from '../../../../core/base/failure.ts';
import { type Secret } from '../../../../core/base/secret.ts';
import { type NewKeystore, writeKeystore } from '../../../../core/workflow/assets/writeKeystore.ts';
import { nameOf, onPlatform, type AppEntry } from '../../../app/appEntry.ts';
import { pathFrom } from '../../../shared/questions/newFileQuestion.ts';
import { chosenPassword } from '../../../shared/questions/chosenPassword.ts';
import { changeSettings } from '../../../app/wizards/appSettings.ts';
import { type WizardParts } from '../../../app/wizards/wizardParts.ts';
import { askForKeystore, type KeystoreAnswers } from './keystoreQuestions.ts';
import { parseSubject } from './keystoreSubject.ts';
import { type NextAction, tellOfKeystore } from './keystoreResult.ts';

export async function runCreateKeystore(parts: WizardParts, argument: unknown): Promise<void> {
  const { asker, files, paths } = parts;
  const { app } = await asker.app(argument, ({ opened }) => opened.hasSettings);
  const answers = await askForKeystore({ files, paths }, app.folder, nameOf(app));
  const world = await parts.loadWorld();
  const password = chosenPassword(answers, world.random);
  const wish = keystoreWish(parts, app, answers, password);
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Creating the keystore…') },
    async () => await writeKeystore(world, wish),
  );
  await parts.passwords.set({ purpose: 'keystore', asset: wish.path }, password);
  await changeSettings(app, [
    { path: ['android', 'keystore'], value: pathFrom(paths, app.folder, wish.path) },
    { path: ['android', 'keyAlias'], value: wish.alias },
  ]);
  void tellOfKeystore({ ...wish, ...(isDebug(app) && { next: switchToRelease(app) }) });
}

/** A debug package is signed with the debug key of this machine, and never with the new one. */
function isDebug(app: AppEntry): boolean {
  return onPlatform(app, 'android').effective.buildType.value === 'debug';
}

function switchToRelease(app: AppEntry): NextAction {
  return {
    title: vscode.l10n.t('Switch to Release Build'),
    run: async () => await changeSettings(app, [{ path: ['android', 'buildType'], value: 'release' }]),
  };
}

function keystoreWish({ paths }: WizardParts, app: AppEntry, answers: KeystoreAnswers, password: Secret): NewKeystore {
  const { path, alias, algorithm, validityYears, hasRecovery, passphrase, recoveryPath } = answers;
  const subject = parseSubject(answers.subject);
  if (!subject || (hasRecovery && !passphrase)) throw Failure.of('cancelled', {});
  return {
    path: paths.resolve(app.folder, path),
    alias,
    algorithm,
    validityYears,
    subject,
    password,
    ...(hasRecovery && passphrase && { recovery: { path: paths.resolve(app.folder, recoveryPath), passphrase } }),
  };
}
