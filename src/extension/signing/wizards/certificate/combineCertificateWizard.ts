/** Create .p12 from Downloaded Certificate…: the .p12 of the certificate that Apple made and of the key that waited for it. */

import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { appleCertificateKind, certificateName } from '../../../../core/assets/apple/appleCertificateKind.ts';
import { checkNewPassword } from '../../../../core/assets/keystore/createKeystore.ts';
import { Failure } from '../../../../core/base/failure.ts';
import { type EncryptionForm } from '../../../../core/formats/password-encryption/encryptWithPassword.ts';
import { openDownloadedCertificate, writeCertificate } from '../../../../core/workflow/assets/writeCertificate.ts';
import { type AppEntry } from '../../../app/appEntry.ts';
import { askInSteps, type Step } from '../../../shared/questions/askInSteps.ts';
import { askNewFile, pathFrom } from '../../../shared/questions/newFileQuestion.ts';
import { newPasswordSteps } from '../../../shared/questions/newPasswordSteps.ts';
import { askChoice } from '../../../shared/questions/question.ts';
import { wentBack } from '../../../shared/questions/questionPlace.ts';
import { chosenPassword, type NewPasswordAnswers } from '../../../shared/questions/chosenPassword.ts';
import { fileMeant } from '../../../shared/workspace/activeFile.ts';
import { changeSettings } from '../../../app/wizards/appSettings.ts';
import { type WizardParts } from '../../../app/wizards/wizardParts.ts';
import { tellOfCertificate } from '../../../shared/passwords/certificateResult.ts';
import { askForPrivateKey, findPrivateKey } from './findPrivateKey.ts';

interface CombineAnswers extends NewPasswordAnswers {
  readonly form: EncryptionForm;
  readonly path: string;
}

export async function runCombineCertificate(parts: WizardParts, argument: unknown): Promise<void> {
  const { asker, files, paths, passwords } = parts;
  const { app } = await asker.app(argument, ({ opened }) => opened.hasSettings);
  const source = fileMeant(argument, /\.(cer|crt|der)$/i) ?? (await chooseCertificate());
  const downloaded = await openDownloadedCertificate({ files }, source.fsPath);
  const { certificate } = downloaded.identity;
  const signing = paths.join(app.folder, 'signing');
  const folders = [
    signing,
    app.folder,
    paths.dirname(source.fsPath),
    ...(argument instanceof vscode.Uri ? [paths.dirname(argument.fsPath)] : []),
  ];
  const key = (await findPrivateKey(parts, folders, certificate)) ?? (await askForPrivateKey(parts, signing, certificate));
  const isDevelopment = appleCertificateKind(certificate) === 'apple-development';
  const known: CombineAnswers = {
    // What signs iOS packages is macOS, which refuses the newer form.
    form: 'compatible',
    path: isDevelopment ? 'signing/development.p12' : 'signing/distribution.p12',
    passwordKind: 'generated',
  };
  const answers = await askInSteps(vscode.l10n.t('Create .p12 from Downloaded Certificate'), steps(parts, app), known);
  const world = await parts.loadWorld();
  const password = chosenPassword(answers, world.random);
  const path = paths.resolve(app.folder, answers.path);
  await writeCertificate(world, {
    certificate: downloaded,
    keyPath: key.path,
    keyPassword: key.password,
    path,
    password,
    form: answers.form,
  });
  await passwords.set({ purpose: 'certificate', asset: path }, password);
  await changeSettings(app, [{ path: ['ios', 'certificate'], value: pathFrom(paths, app.folder, path) }]);
  void tellOfCertificate({ name: certificateName(certificate), path, password, keyPath: key.path }, passwords);
}

async function chooseCertificate(): Promise<vscode.Uri> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Choose the certificate that you downloaded from Apple'),
      openLabel: vscode.l10n.t('Choose'),
      defaultUri: vscode.Uri.joinPath(vscode.Uri.file(homedir()), 'Downloads'),
      filters: { [vscode.l10n.t('Certificate')]: ['cer', 'crt', 'pem'], [vscode.l10n.t('All files')]: ['*'] },
    })) ?? [];
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen;
}

function steps(parts: WizardParts, { folder }: AppEntry): readonly Step<CombineAnswers>[] {
  return [
    {
      ask: async (answers, place) => {
        const form = await askChoice(place, {
          placeholder: vscode.l10n.t('.p12 encryption'),
          choices: formChoices(),
          isChosen: (value) => value === answers.form,
        });
        return form === wentBack ? wentBack : { ...answers, form };
      },
    },
    {
      ask: async (answers, place) => {
        const prompt = vscode.l10n.t('.p12 path, relative to the app folder');
        const path = await askNewFile(parts, place, { prompt, value: answers.path, folder, ending: 'p12', kind: 'PKCS12' });
        return path === wentBack ? wentBack : { ...answers, path: path.trim() };
      },
    },
    ...newPasswordSteps<CombineAnswers>({
      kindPrompt: vscode.l10n.t('.p12 password'),
      passwordPrompt: vscode.l10n.t('Enter a password for the .p12'),
      check: checkNewPassword,
    }),
  ];
}

function formChoices() {
  return [
    {
      label: vscode.l10n.t('Compatible with Keychain Access'),
      description: '3DES, SHA-1',
      detail: vscode.l10n.t('Older encryption that macOS can import. Choose a strong password.'),
      value: 'compatible' as const,
    },
    {
      label: vscode.l10n.t('Modern'),
      description: 'AES-256, SHA-256',
      detail: vscode.l10n.t('Strong. OpenSSL 3 can read it; macOS Keychain Access cannot.'),
      value: 'modern' as const,
    },
  ];
}
