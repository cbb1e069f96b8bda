/** The questions about a new keystore: place, alias, kind of key, validity, name, password, recovery file. */

import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { checkNewPassword } from '../../../../core/assets/keystore/createKeystore.ts';
import { type KeyAlgorithm } from '../../../../core/assets/keystore/generateKey.ts';
import { checkNewPassphrase } from '../../../../core/assets/recovery/sealRecovery.ts';
import { Failure } from '../../../../core/base/failure.ts';
import { type Secret } from '../../../../core/base/secret.ts';
import { type NewPasswordAnswers } from '../../../shared/questions/chosenPassword.ts';
import { askInSteps, type Step } from '../../../shared/questions/askInSteps.ts';
import { askNewFile, type FilesAndPaths } from '../../../shared/questions/newFileQuestion.ts';
import { newPasswordSteps, typedTwice } from '../../../shared/questions/newPasswordSteps.ts';
import { askChoice, askText, type Remark } from '../../../shared/questions/question.ts';
import { wentBack } from '../../../shared/questions/questionPlace.ts';
import { type KeystoreSubject, parseSubject, subjectOf } from './keystoreSubject.ts';

export interface KeystoreAnswers extends NewPasswordAnswers {
  /** As typed: relative to the app, or absolute. */
  readonly path: string;
  readonly alias: string;
  readonly algorithm: KeyAlgorithm;
  readonly validityYears: number;
  readonly subject: string;
  readonly hasRecovery: boolean;
  readonly passphrase?: Secret;
  readonly recoveryPath: string;
}

/** Google Play takes upload keys that are valid at least this long. */
const fewestYears = 25;
const mostYears = 100;

export async function askForKeystore(world: FilesAndPaths, folder: string, appName: string): Promise<KeystoreAnswers> {
  const known: KeystoreAnswers = {
    path: 'signing/upload.p12',
    alias: 'upload',
    algorithm: 'rsa-2048',
    validityYears: 30,
    subject: subjectOf(appName),
    passwordKind: 'generated',
    hasRecovery: false,
    recoveryPath: '',
  };
  const title = vscode.l10n.t('Create Keystore');
  // A file that is there is not replaced: then a place is asked for.
  const isFree = (await world.files.stat(world.paths.resolve(folder, known.path))) === undefined;
  if (isFree && (await takesProposal(title, known))) return known;
  return await askInSteps(title, steps(world, folder), known);
}

/** Most people need no other key than the one that is proposed. Escape cancels. */
async function takesProposal(title: string, { path, alias, validityYears, subject }: KeystoreAnswers): Promise<boolean> {
  const take: vscode.QuickPickItem = {
    label: vscode.l10n.t('Create {0}', path),
    description: vscode.l10n.t('generated password'),
    detail: vscode.l10n.t('Key {0}, RSA 2048, {1} years, {2}', alias, validityYears, subject),
    iconPath: new vscode.ThemeIcon('key'),
  };
  const ask: vscode.QuickPickItem = {
    label: vscode.l10n.t('Choose Each Value…'),
    detail: vscode.l10n.t('Path, alias, key type, validity, owner, password and recovery file.'),
    iconPath: new vscode.ThemeIcon('settings'),
  };
  const chosen = await vscode.window.showQuickPick([take, ask], { title, ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen === take;
}

function steps(world: FilesAndPaths, folder: string): readonly Step<KeystoreAnswers>[] {
  return [
    {
      ask: async (answers, place) => {
        const prompt = vscode.l10n.t('Keystore path, relative to the app folder');
        const path = await askNewFile(world, place, { prompt, value: answers.path, folder, ending: 'p12', kind: 'PKCS12' });
        return path === wentBack ? wentBack : { ...answers, path: path.trim() };
      },
    },
    {
      ask: async (answers, place) => {
        const prompt = vscode.l10n.t('Alias (name of the key in the keystore)');
        const alias = await askText(place, { prompt, value: answers.alias, check: checkAlias });
        return alias === wentBack ? wentBack : { ...answers, alias: alias.trim() };
      },
    },
    {
      ask: async (answers, place) => {
        const algorithm = await askChoice(place, {
          placeholder: vscode.l10n.t('Key type'),
          choices: algorithmChoices(),
          isChosen: (value) => value === answers.algorithm,
        });
        return algorithm === wentBack ? wentBack : { ...answers, algorithm };
      },
    },
    {
      ask: async (answers, place) => {
        const prompt = vscode.l10n.t('Validity in years. It cannot be extended later.');
        const years = await askText(place, { prompt, value: String(answers.validityYears), check: checkYears });
        return years === wentBack ? wentBack : { ...answers, validityYears: Number(years) };
      },
    },
    {
      ask: async (answers, place) => {
        const prompt = vscode.l10n.t('Key owner: a name or company, or a full distinguished name (CN=Acme, O=Acme Ltd, L=Berlin, C=DE)');
        const subject = await askText(place, { prompt, value: answers.subject, check: checkSubject });
        return subject === wentBack ? wentBack : { ...answers, subject };
      },
    },
    ...newPasswordSteps<KeystoreAnswers>({
      kindPrompt: vscode.l10n.t('Keystore password'),
      passwordPrompt: vscode.l10n.t('Enter a password for the keystore'),
      check: checkNewPassword,
    }),
    {
      ask: async (answers, place) => {
        const hasRecovery = await askChoice(place, {
          placeholder: vscode.l10n.t('Without the keystore and its password, you cannot publish updates'),
          choices: recoveryChoices(),
          isChosen: (value) => value === answers.hasRecovery,
        });
        if (hasRecovery === wentBack) return wentBack;
        const name = `${world.paths.basename(answers.path).replace(/\.p12$/i, '')}.recovery.txt`;
        const recoveryPath = answers.recoveryPath || world.paths.join(homedir(), name);
        return { ...answers, hasRecovery, recoveryPath };
      },
    },
    ...typedTwice<KeystoreAnswers, 'passphrase'>(
      'passphrase',
      vscode.l10n.t('Passphrase for the recovery file, at least 12 characters. It is not stored anywhere.'),
      checkNewPassphrase,
      ({ hasRecovery }) => hasRecovery,
    ),
    {
      isAsked: ({ hasRecovery }) => hasRecovery,
      ask: async (answers, place) => {
        const prompt = vscode.l10n.t('Recovery file path. Keep it apart from the keystore, for example on a USB drive.');
        const kind = vscode.l10n.t('Recovery file');
        const path = await askNewFile(world, place, { prompt, value: answers.recoveryPath, folder, ending: 'txt', kind });
        return path === wentBack ? wentBack : { ...answers, recoveryPath: path.trim() };
      },
    },
  ];
}

function algorithmChoices() {
  return [
    {
      label: 'RSA 2048',
      description: vscode.l10n.t('recommended'),
      detail: vscode.l10n.t('Accepted by Google Play and every Android version.'),
      value: 'rsa-2048' as const,
    },
    { label: 'RSA 4096', detail: vscode.l10n.t('Stronger, but slower to create and use.'), value: 'rsa-4096' as const },
    {
      label: 'EC P-256',
      detail: vscode.l10n.t('Small and strong, but Google Play requires RSA for upload keys.'),
      value: 'ec-p256' as const,
    },
  ];
}

function recoveryChoices() {
  return [
    {
      label: vscode.l10n.t('No Recovery File'),
      detail: vscode.l10n.t('You back up the keystore and its password yourself.'),
      value: false,
    },
    {
      label: vscode.l10n.t('Create an Encrypted Recovery File…'),
      detail: vscode.l10n.t('Keystore and password, encrypted with your passphrase.'),
      iconPath: new vscode.ThemeIcon('shield'),
      value: true,
    },
  ];
}

function checkAlias(text: string): Remark | undefined {
  if (text.trim() === '') return { text: vscode.l10n.t('Enter a name') };
  if (text.trim().length > 64) return { text: vscode.l10n.t('Use at most 64 characters') };
  // keytool writes them in lower case, and finds them in any.
  return /^[\x21-\x7e ]+$/.test(text) ? undefined : { text: vscode.l10n.t('Other tools may not accept these characters'), isWarning: true };
}

function checkYears(text: string): Remark | undefined {
  const years = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (years >= fewestYears && years <= mostYears) return undefined;
  return { text: vscode.l10n.t('Enter a number from {0} to {1}; Google Play requires at least {0} years', fewestYears, mostYears) };
}

function checkSubject(text: string): Remark | undefined {
  const subject: KeystoreSubject | undefined = parseSubject(text);
  if (!subject) return { text: vscode.l10n.t('Enter a name, or CN=Name, OU=Unit, O=Company, L=City, ST=State, C=two letters') };
  const country = subject.find(({ type }) => type === 'C')?.value;
  return country === undefined || /^[A-Z]{2}$/.test(country)
    ? undefined
    : { text: vscode.l10n.t('The country must be two letters, such as DE') };
}
