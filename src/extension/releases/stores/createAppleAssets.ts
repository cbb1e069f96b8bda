/**
 * Create Apple Certificate with Account… and Create Provisioning Profile…: what Apple makes with an account of App Store Connect, without its website. Both can
 * be repeated after an interruption: what Apple has already made is taken.
 */

import * as vscode from 'vscode';
import { checkNewPassword } from '../../../core/assets/keystore/createKeystore.ts';
import { checkAppIdentifier } from '../../../core/settings/checks/appIdentifier.ts';
import { usedDevices, yearlyDevices } from '../../../core/stores/app-store-connect/appleDevices.ts';
import { createAppleCertificate } from '../../../core/workflow/stores/createAppleCertificate.ts';
import { creatableProfiles, createProfileFile, type CreatableProfile } from '../../../core/workflow/stores/createProfileFile.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { onPlatform, type AppEntry } from '../../app/appEntry.ts';
import { type AppAsker } from '../../app/commands/askForApp.ts';
import { describeIssue } from '../../shared/errors/errorText.ts';
import { tellOfCertificate } from '../../shared/passwords/certificateResult.ts';
import { type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { askInSteps, type Step } from '../../shared/questions/askInSteps.ts';
import { chosenPassword, type NewPasswordAnswers } from '../../shared/questions/chosenPassword.ts';
import { askNewFile, type FilesAndPaths } from '../../shared/questions/newFileQuestion.ts';
import { newPasswordSteps } from '../../shared/questions/newPasswordSteps.ts';
import { askChoice, askText } from '../../shared/questions/question.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';
import { askAccount, withStoreProgress, type StoreParts } from './storeParts.ts';

export interface AppleAssetParts extends StoreParts {
  readonly asker: AppAsker;
  readonly passwords: PasswordStore;
}

interface CertificateAnswers extends NewPasswordAnswers {
  readonly use: 'distribution' | 'development';
  readonly path: string;
}

export async function createCertificate(parts: AppleAssetParts, argument: unknown): Promise<void> {
  const { app } = await parts.asker.app(argument);
  const account = await askAccount(parts, ['app-store-connect']);
  const world = await parts.loadWorld();
  const known: CertificateAnswers = { use: 'distribution', path: 'signing/distribution.p12', passwordKind: 'generated' };
  const answers = await askInSteps(vscode.l10n.t('Create Apple Certificate'), certificateSteps(world, app), known);
  const path = world.paths.resolve(app.folder, answers.path);
  const keyPath = keyPathOf(path);
  const password = chosenPassword(answers, world.random);
  // The key is there before Apple makes a certificate of it: without its password, that one would be lost.
  await parts.passwords.set({ purpose: 'privateKey', asset: keyPath }, password);
  await parts.errors.orAgain(async () => {
    const source = await parts.accounts.source(account);
    const title = vscode.l10n.t('Creating the certificate at Apple');
    const request = { use: answers.use, keyPath, path, password, commonName: 'mobile-distribution', mayReplace: false };
    const { name } = await withStoreProgress(title, async (signal) =>
      createAppleCertificate(world, connectAccountOf(source, signal), request),
    );
    await parts.passwords.set({ purpose: 'certificate', asset: path }, password);
    void tellOfCertificate({ name, path, password, keyPath }, parts.passwords);
  });
}

function certificateSteps(world: FilesAndPaths, { folder }: AppEntry): readonly Step<CertificateAnswers>[] {
  return [
    {
      ask: async (answers, place) => {
        const choices = [
          {
            label: vscode.l10n.t('Distribution'),
            detail: vscode.l10n.t('For the App Store, TestFlight and ad hoc packages'),
            value: 'distribution',
          },
          { label: vscode.l10n.t('Development'), detail: vscode.l10n.t('For debug builds on registered devices'), value: 'development' },
        ] as const;
        const placeholder = vscode.l10n.t('A team can have only a few certificates of each kind');
        const use = await askChoice(place, { placeholder, choices, isChosen: (value) => value === answers.use });
        return use === wentBack ? wentBack : { ...answers, use, path: `signing/${use}.p12` };
      },
    },
    {
      ask: async (answers, place) => {
        const path = await askNewFile(world, place, {
          prompt: vscode.l10n.t('Certificate file, relative to the app; its private key is written next to it'),
          value: answers.path,
          folder,
          ending: 'p12',
          kind: vscode.l10n.t('Certificates'),
          companion: keyPathOf,
        });
        return path === wentBack ? wentBack : { ...answers, path };
      },
    },
    ...newPasswordSteps<CertificateAnswers>({
      kindPrompt: vscode.l10n.t('Password of the certificate file and its key'),
      passwordPrompt: vscode.l10n.t('Password of the certificate file'),
      check: checkNewPassword,
    }),
  ];
}

function keyPathOf(path: string): string {
  return path.replace(/\.p12$/i, '.key');
}

interface ProfileAnswers {
  readonly appIdentifier: string;
  readonly kind: CreatableProfile;
  readonly path: string;
}

export async function createProfile(parts: AppleAssetParts, argument: unknown): Promise<void> {
  const { app } = await parts.asker.app(argument);
  const account = await askAccount(parts, ['app-store-connect']);
  const world = await parts.loadWorld();
  const { appIdentifier, buildType } = onPlatform(app, 'ios').effective;
  const kind = creatableProfiles.find((each) => each === buildType.value) ?? 'ad-hoc';
  const known: ProfileAnswers = { appIdentifier: appIdentifier?.value ?? '', kind, path: pathOf(kind) };
  const answers = await askInSteps(vscode.l10n.t('Create Provisioning Profile'), profileSteps(world, app), known);
  const path = world.paths.resolve(app.folder, answers.path);
  await parts.errors.orAgain(async () => {
    const source = await parts.accounts.source(account);
    const made = await withStoreProgress(vscode.l10n.t('Creating the provisioning profile'), async (signal, report) => {
      const steps = {
        register: [10, vscode.l10n.t('Reading the devices at Apple')],
        profile: [40, vscode.l10n.t('Creating the profile')],
        download: [80, vscode.l10n.t('Downloading the profile')],
      } as const;
      return await createProfileFile(world, connectAccountOf(source, signal), {
        path,
        mayReplace: false,
        kind: answers.kind,
        appIdentifier: answers.appIdentifier,
        name: `${answers.appIdentifier} ${answers.kind}`,
        serialNumbers: [],
        devices: [],
        isForTheseOnly: false,
        onStep: (step) => report(steps[step][0], steps[step][1]),
      });
    });
    void tellOfProfile(path, answers, made);
  });
}

function profileSteps(world: FilesAndPaths, { folder }: AppEntry): readonly Step<ProfileAnswers>[] {
  return [
    {
      ask: async (answers, place) => {
        const appIdentifier = await askText(place, {
          prompt: vscode.l10n.t('App identifier; it is registered at Apple if it is new'),
          value: answers.appIdentifier,
          check: (text) => {
            const [issue] = checkAppIdentifier('ios', text.trim());
            return issue && { text: describeIssue(issue), isWarning: issue.severity !== 'error' };
          },
        });
        return appIdentifier === wentBack ? wentBack : { ...answers, appIdentifier: appIdentifier.trim() };
      },
    },
    {
      ask: async (answers, place) => {
        const details: Readonly<Record<CreatableProfile, string>> = {
          'ad-hoc': vscode.l10n.t('For all devices that are enabled at Apple'),
          'app-store': vscode.l10n.t('For the App Store and TestFlight; it has no devices'),
          development: vscode.l10n.t('For debug builds on all devices that are enabled at Apple'),
        };
        const choices = creatableProfiles.map((value) => ({ label: value, detail: details[value], value }));
        const kind = await askChoice(place, {
          placeholder: vscode.l10n.t('Kind of the profile'),
          choices,
          isChosen: (value) => value === answers.kind,
        });
        return kind === wentBack ? wentBack : { ...answers, kind, path: pathOf(kind) };
      },
    },
    {
      ask: async (answers, place) => {
        const path = await askNewFile(world, place, {
          prompt: vscode.l10n.t('Profile file, relative to the app'),
          value: answers.path,
          folder,
          ending: 'mobileprovision',
          kind: vscode.l10n.t('Provisioning profiles'),
        });
        return path === wentBack ? wentBack : { ...answers, path };
      },
    },
  ];
}

function pathOf(kind: CreatableProfile): string {
  return `signing/${kind}.mobileprovision`;
}

async function tellOfProfile(
  path: string,
  { kind, appIdentifier }: ProfileAnswers,
  made: Awaited<ReturnType<typeof createProfileFile>>,
): Promise<void> {
  const file = vscode.workspace.asRelativePath(path);
  const used = Object.entries(usedDevices(made.devices)).map(([name, count]) => `${name} ${count}/${yearlyDevices}`);
  const message =
    kind === 'app-store'
      ? vscode.l10n.t('The profile {0} was saved to {1}.', made.name, file)
      : vscode.l10n.t(
          'The profile {0} was saved to {1}. It allows {2} devices; used this year: {3}',
          made.name,
          file,
          made.deviceCount,
          used.join(', '),
        );
  const registered = made.isIdentifierNew ? ` ${vscode.l10n.t('{0} was registered at Apple.', appIdentifier)}` : '';
  const open = vscode.l10n.t('Open');
  if ((await vscode.window.showInformationMessage(`${message}${registered}`, open)) === open)
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
}
