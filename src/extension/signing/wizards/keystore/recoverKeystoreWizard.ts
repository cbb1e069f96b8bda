/** Recover Keystore…: takes the keystore out of a recovery file, under a new password, and offers it to an app. */

import * as vscode from 'vscode';
import { checkNewPassword } from '../../../../core/assets/keystore/createKeystore.ts';
import { type RecoveryContent } from '../../../../core/assets/recovery/recoveryContent.ts';
import { Failure, isFailure } from '../../../../core/base/failure.ts';
import { Secret } from '../../../../core/base/secret.ts';
import { openRecoveryFile, writeRecoveredKeystore } from '../../../../core/workflow/assets/recoverKeystore.ts';
import { type AppEntry } from '../../../app/appEntry.ts';
import { describeError } from '../../../shared/errors/errorText.ts';
import { askInSteps, type Step } from '../../../shared/questions/askInSteps.ts';
import { askNewFile, pathFrom } from '../../../shared/questions/newFileQuestion.ts';
import { newPasswordSteps } from '../../../shared/questions/newPasswordSteps.ts';
import { askText } from '../../../shared/questions/question.ts';
import { type QuestionPlace, wentBack } from '../../../shared/questions/questionPlace.ts';
import { chosenPassword, type NewPasswordAnswers } from '../../../shared/questions/chosenPassword.ts';
import { changeSettings } from '../../../app/wizards/appSettings.ts';
import { type WizardParts } from '../../../app/wizards/wizardParts.ts';
import { offerNext } from './keystoreResult.ts';

interface RecoverAnswers extends NewPasswordAnswers {
  readonly content?: RecoveryContent;
  readonly path: string;
}

export async function runRecoverKeystore(parts: WizardParts, argument: unknown): Promise<void> {
  const { asker, paths, passwords } = parts;
  const source = argument instanceof vscode.Uri && argument.path.endsWith('.txt') ? argument : await chooseRecoveryFile();
  const { app } = await asker.app(argument, ({ opened }) => opened.hasSettings);
  const known: RecoverAnswers = { passwordKind: 'generated', path: '' };
  const answers = await askInSteps(vscode.l10n.t('Recover Keystore'), steps(parts, source.fsPath, app), known);
  const { content } = answers;
  if (!content) throw Failure.of('cancelled', {});
  const world = await parts.loadWorld();
  const password = chosenPassword(answers, world.random);
  const path = paths.resolve(app.folder, answers.path);
  const { aliases } = await writeRecoveredKeystore(world, content, { path, password });
  await passwords.set({ purpose: 'keystore', asset: path }, password);
  const alias = content.alias ?? aliases[0];
  await changeSettings(app, [
    { path: ['android', 'keystore'], value: pathFrom(paths, app.folder, path) },
    ...(alias === undefined ? [] : [{ path: ['android', 'keyAlias'] as const, value: alias }]),
  ]);
  void offerNext(vscode.l10n.t('Keystore recovered; its new password is in secret storage.'), path, password);
}

async function chooseRecoveryFile(): Promise<vscode.Uri> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Choose the recovery file'),
      openLabel: vscode.l10n.t('Choose'),
      filters: { [vscode.l10n.t('Recovery file')]: ['txt'], [vscode.l10n.t('All files')]: ['*'] },
    })) ?? [];
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen;
}

function steps(parts: WizardParts, source: string, { folder }: AppEntry): readonly Step<RecoverAnswers>[] {
  return [
    {
      ask: async (answers, place) => {
        const content = await askUntilOpen(parts, source, place);
        if (content === wentBack) return wentBack;
        return { ...answers, content, path: answers.path || `signing/${content.fileName.replace(/\.[^.]*$/, '')}.p12` };
      },
    },
    {
      ask: async (answers, place) => {
        const prompt = vscode.l10n.t('Keystore path, relative to the app folder');
        const path = await askNewFile(parts, place, { prompt, value: answers.path, folder, ending: 'p12', kind: 'PKCS12' });
        return path === wentBack ? wentBack : { ...answers, path: path.trim() };
      },
    },
    ...newPasswordSteps<RecoverAnswers>({
      kindPrompt: vscode.l10n.t('New keystore password'),
      passwordPrompt: vscode.l10n.t('Enter a new password for the keystore'),
      check: checkNewPassword,
    }),
  ];
}

/** A file that no passphrase would open ends it at once. */
async function askUntilOpen(parts: WizardParts, source: string, place: QuestionPlace): Promise<RecoveryContent | typeof wentBack> {
  let prompt = vscode.l10n.t('Passphrase for {0}', parts.paths.basename(source));
  for (;;) {
    const typed = await askText(place, { prompt, isSecret: true });
    if (typed === wentBack) return wentBack;
    try {
      return await openRecoveryFile(parts, source, new Secret(typed));
    } catch (error) {
      if (!isFailure(error) || !error.issues.some(({ code }) => code === 'recovery-passphrase-wrong')) throw error;
      prompt = describeError(error);
    }
  }
}
