/** Connect Store…, Disconnect Store…: an account at a store, its key in the secret storage, and what it may do there. */

import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { isPrivateAddress } from '../../../core/base/isPrivateAddress.ts';
import { present } from '../../../core/base/present.ts';
import { Secret } from '../../../core/base/secret.ts';
import {
  storeNames,
  storeTitles,
  type StoreAccess,
  type StoreAccount,
  type StoreName,
  type StorePermission,
} from '../../../core/stores/storeAccount.ts';
import { galleryClientOf, storesOfKey } from '../../../core/stores/storeKeyFile.ts';
import { describeIssue } from '../../shared/errors/errorText.ts';
import { type CommandId } from '../../shared/manifest.ts';
import { openWebPage } from '../../shared/openWebPage.ts';
import { askInSteps } from '../../shared/questions/askInSteps.ts';
import { askChoice, askText } from '../../shared/questions/question.ts';
import { type QuestionPlace, wentBack } from '../../shared/questions/questionPlace.ts';
import { readSetting } from '../../shared/settings.ts';
import { isStoreNode } from '../releases-view/releasesNode.ts';
import { proposedIdentifier, withStoreProgress, type StoreParts } from './storeParts.ts';

interface ConnectAnswers extends Readonly<Record<ConnectText, string>> {
  readonly store: StoreName;
  readonly keyPath: string;
  /** For stores whose key is typed, not a file. */
  readonly secret: Secret | undefined;
}

type ConnectText = 'keyId' | 'issuer' | 'tenant' | 'clientId' | 'appId' | 'appIdentifier' | 'name';

const largestKey = 64 * 1024;
/** Of key files; `undefined` where the key is a secret that someone pastes. */
const keyFilters: Readonly<Record<StoreName, readonly [title: string, extension: string] | undefined>> = {
  'google-play': ['JSON', 'json'],
  'app-store-connect': ['.p8', 'p8'],
  intune: undefined,
  appgallery: undefined,
  firebase: ['JSON', 'json'],
};

/** `wanted` are the stores of which another command needs one, or a key file that was found; without it, any can be connected. */
export async function connectStore(parts: StoreParts, wanted?: unknown): Promise<void> {
  const keyPath = keyFileIn(wanted);
  const key = keyPath === undefined ? '' : (await readKey(keyPath)).reveal();
  const possible: unknown = keyPath === undefined ? wanted : storesOfKey(keyPath, key);
  const needed = storeNames.filter((name) => Array.isArray(possible) && possible.includes(name));
  const [store = 'google-play'] = needed;
  let answers: ConnectAnswers = {
    store,
    keyPath: keyPath ?? '',
    secret: undefined,
    keyId: keyIdOf(keyPath ?? '') ?? '',
    issuer: '',
    tenant: '',
    clientId: galleryClientOf(key) ?? '',
    appId: '',
    appIdentifier: await proposedIdentifier(parts),
    name: '',
  };
  await parts.errors.orAgain(async () => {
    answers = await askConnection(answers, needed, keyPath !== undefined);
    await connect(parts, answers);
  });
}

/** What each store gives for its API. */
function keyKinds(): Readonly<Record<StoreName, string>> {
  const serviceAccount = vscode.l10n.t('JSON key of a service account');
  return {
    'google-play': serviceAccount,
    'app-store-connect': vscode.l10n.t('API key (.p8), also for TestFlight'),
    intune: vscode.l10n.t('Client secret of an application in Microsoft Entra'),
    appgallery: vscode.l10n.t('Client secret of an API client'),
    firebase: serviceAccount,
  };
}

function keyFileIn(wanted: unknown): string | undefined {
  const file: unknown = typeof wanted === 'object' && wanted !== null && 'keyFile' in wanted ? wanted.keyFile : undefined;
  return typeof file === 'string' ? file : undefined;
}

/** `needed` is empty where any store will do. */
async function askConnection(known: ConnectAnswers, needed: readonly StoreName[], hasKey: boolean): Promise<ConnectAnswers> {
  const isFor =
    (...stores: readonly StoreName[]) =>
    ({ store }: ConnectAnswers): boolean =>
      stores.includes(store);
  const text =
    (field: ConnectText, promptOf: () => string, needs: boolean) =>
    async (answers: ConnectAnswers, place: QuestionPlace): Promise<ConnectAnswers | typeof wentBack> => {
      const check = (given: string) => (needs && given.trim() === '' ? { text: vscode.l10n.t('Enter a value') } : undefined);
      const value = field === 'name' && answers.name === '' ? answers.store : answers[field];
      const given = await askText(place, { prompt: promptOf(), value, check });
      return given === wentBack ? wentBack : { ...answers, [field]: given.trim() };
    };
  return await askInSteps<ConnectAnswers>(
    vscode.l10n.t('Connect Store'),
    [
      {
        isAsked: () => needed.length !== 1,
        ask: async (known, place) => {
          const details = keyKinds();
          const choices = (needed.length === 0 ? storeNames : needed).map((value) => ({
            label: storeTitles[value],
            description: details[value],
            value,
          }));
          const store = await askChoice(place, {
            placeholder:
              needed.length === 0 || hasKey
                ? vscode.l10n.t('Which store?')
                : vscode.l10n.t('No store for this package is connected yet. Which one?'),
            choices,
            isChosen: (value) => value === known.store,
          });
          return store === wentBack ? wentBack : { ...known, store };
        },
      },
      {
        isAsked: () => !hasKey,
        ask: async (known, place) => {
          const filter = keyFilters[known.store];
          if (!filter) {
            const prompt = vscode.l10n.t('Client secret for {0}', storeTitles[known.store]);
            const check = (given: string) => (given.trim() === '' ? { text: vscode.l10n.t('Enter a value') } : undefined);
            const given = await askText(place, { prompt, isSecret: true, check });
            return given === wentBack ? wentBack : { ...known, secret: new Secret(given.trim()) };
          }
          const [title, extension] = filter;
          const openLabel = vscode.l10n.t('Use This Key');
          const dialogTitle = vscode.l10n.t('Key for {0}', storeTitles[known.store]);
          const filters = { [title]: [extension] };
          const before = known.keyPath === '' ? {} : { defaultUri: vscode.Uri.file(known.keyPath) };
          const [file] = (await vscode.window.showOpenDialog({ openLabel, title: dialogTitle, filters, ...before })) ?? [];
          if (!file) throw Failure.of('cancelled', {});
          const keyId = keyIdOf(file.fsPath) ?? known.keyId;
          return { ...known, keyPath: file.fsPath, keyId };
        },
      },
      {
        isAsked: isFor('app-store-connect'),
        ask: text('keyId', () => vscode.l10n.t('Key id, as App Store Connect shows it next to the key'), true),
      },
      {
        isAsked: isFor('app-store-connect'),
        ask: text('issuer', () => vscode.l10n.t('Issuer id. Leave it empty for the key of an individual.'), false),
      },
      { isAsked: isFor('intune'), ask: text('tenant', () => vscode.l10n.t('Tenant: the id or domain of your directory'), true) },
      {
        isAsked: isFor('intune', 'appgallery'),
        ask: text('clientId', () => vscode.l10n.t('Client id of the application or API client'), true),
      },
      {
        isAsked: isFor('firebase'),
        ask: text('appId', () => vscode.l10n.t('App id, as Project settings in the Firebase console shows it'), true),
      },
      {
        isAsked: isFor('google-play', 'app-store-connect', 'appgallery'),
        ask: text(
          'appIdentifier',
          () => vscode.l10n.t('App identifier to check the rights for. Leave it empty to check the key only.'),
          false,
        ),
      },
      { ask: text('name', () => vscode.l10n.t('Name of the account here'), true) },
    ],
    known,
  );
}

async function connect(parts: StoreParts, answers: ConnectAnswers): Promise<void> {
  const { keyPath, appIdentifier } = answers;
  // A typed secret is for a store without key files, also when someone went back to such a store.
  const secret = keyFilters[answers.store] ? undefined : answers.secret;
  const key = secret ?? (await readKey(keyPath));
  const account: StoreAccount = { ...accountOf(answers), ...present('endpoint', endpointOf(answers.store)) };
  const access = await withStoreProgress(vscode.l10n.t('Checking the rights of the account'), async (signal) => {
    const { checkStore } = await import('../../../core/workflow/stores/openStore.ts');
    const { name: _name, ...identity } = account;
    return await checkStore(await parts.loadWorld(), { ...identity, key }, appIdentifier === '' ? undefined : appIdentifier, signal);
  });
  await parts.accounts.connect(account, key);
  void tellConnected(account, access, secret ? undefined : keyPath);
  if (secret) return;
  const { keyFileIssues } = await import('../../../core/workflow/stores/keyFileIssues.ts');
  for (const issue of await keyFileIssues(await parts.loadWorld(), keyPath, keyPath))
    void vscode.window.showWarningMessage(describeIssue(issue));
}

/** Only what belongs to the store: someone may have gone back and chosen another one. */
function accountOf(answers: ConnectAnswers): StoreAccount {
  const { name, store } = answers;
  const fields = {
    'google-play': [],
    'app-store-connect': ['keyId', 'issuer'],
    intune: ['tenant', 'clientId'],
    appgallery: ['clientId'],
    firebase: ['appId'],
  } as const satisfies Readonly<Record<StoreName, readonly ConnectText[]>>;
  const given = fields[store].flatMap((field: ConnectText) => (answers[field] === '' ? [] : [[field, answers[field]] as const]));
  return { name, store, ...Object.fromEntries(given) };
}

/** Of the settings of this machine, which no workspace can change: the token of the store goes there. */
function endpointOf(store: StoreName): string | undefined {
  const [setting, value] = addressSetting(store);
  const address = value.trim();
  if (address === '') return undefined;
  if (!isPrivateAddress(address)) throw Failure.of('store-address-unsafe', { address, setting: `mobileDistribution.stores.${setting}` });
  return address;
}

function addressSetting(store: StoreName): readonly [setting: string, value: string] {
  switch (store) {
    case 'google-play':
      return ['googlePlayAddress', readSetting('stores.googlePlayAddress')];
    case 'app-store-connect':
      return ['appStoreConnectAddress', readSetting('stores.appStoreConnectAddress')];
    case 'intune':
      return ['intuneAddress', readSetting('stores.intuneAddress')];
    case 'appgallery':
      return ['appGalleryAddress', readSetting('stores.appGalleryAddress')];
    case 'firebase':
      return ['firebaseAddress', readSetting('stores.firebaseAddress')];
  }
}

/** Apple calls the file `AuthKey_2X9R4HXF34.p8`. */
function keyIdOf(path: string): string | undefined {
  return /AuthKey_([A-Z0-9]{10})\.p8$/i.exec(path)?.[1];
}

async function readKey(path: string): Promise<Secret> {
  const bytes = await readFile(path);
  if (bytes.length > largestKey) throw Failure.of('file-too-large', { path, sizeBytes: bytes.length, limitBytes: largestKey });
  return new Secret(bytes.toString('utf8'));
}

/** `keyPath` where the key was read from a file. */
async function tellConnected({ name, store }: StoreAccount, { permissions }: StoreAccess, keyPath: string | undefined): Promise<void> {
  const missing = permissions.filter(({ isGranted }) => isGranted === false);
  const unchecked = permissions.filter(({ isGranted }) => isGranted === null);
  const rest = unchecked.length === 0 ? '' : ` ${vscode.l10n.t('Not checked: {0}.', unchecked.map(rightText).join(', '))}`;
  if (missing.length === 0) {
    const text = vscode.l10n.t(
      'Connected to {0} as {1}. The key is in the secret storage; you can delete its file.',
      storeTitles[store],
      name,
    );
    // In a project, a key is one commit away from others.
    const isInProject = keyPath !== undefined && vscode.workspace.getWorkspaceFolder(vscode.Uri.file(keyPath)) !== undefined;
    const remove = vscode.l10n.t('Delete Key File…');
    const chosen = await vscode.window.showInformationMessage(`${text}${rest}`, ...(isInProject ? [remove] : []));
    if (isInProject && chosen === remove) await deleteKeyFile(keyPath);
    return;
  }
  const open = vscode.l10n.t('Open Page');
  const rights = missing.map(rightText).join(', ');
  const text = vscode.l10n.t('Connected to {0}, but these rights are missing: {1}.', storeTitles[store], rights);
  if ((await vscode.window.showWarningMessage(`${text}${rest}`, open)) !== open) return;
  const page = await pageToGrant(missing);
  if (page !== undefined) await openWebPage(page);
}

async function deleteKeyFile(path: string): Promise<void> {
  const file = vscode.Uri.file(path);
  const trash = vscode.l10n.t('Move to Trash');
  const forever = vscode.l10n.t('Delete Permanently');
  const detail = vscode.l10n.t(
    'The key stays in the secret storage of VS Code on this machine. Other tools and machines need a copy of the file.',
  );
  const question = vscode.l10n.t('Delete {0}?', vscode.workspace.asRelativePath(file));
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, trash, forever);
  if (chosen === undefined) return;
  try {
    await vscode.workspace.fs.delete(file, { useTrash: chosen === trash });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} was not deleted: {1}', vscode.workspace.asRelativePath(file), reason));
  }
  await vscode.commands.executeCommand('mobileDistribution.refreshApps' satisfies CommandId);
}

/** Asks where the missing rights are granted on several pages. */
async function pageToGrant(missing: readonly StorePermission[]): Promise<string | undefined> {
  const pages = [...new Set(missing.map(({ page }) => page))];
  if (pages.length === 1) return pages[0];
  const items = missing.map((right) => ({ label: rightText(right), description: right.page, page: right.page }));
  const title = vscode.l10n.t('Where do you want to grant a right?');
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.page;
}

/** In the language of the window. */
function rightText({ code, label }: StorePermission): string {
  const texts: Readonly<Record<string, string>> = {
    'api-enabled': vscode.l10n.t('Google Play Android Developer API enabled'),
    'app-access': vscode.l10n.t('Access to the app'),
    'release-testing': vscode.l10n.t('Release to testing tracks'),
    'release-production': vscode.l10n.t('Release to production'),
    apps: vscode.l10n.t('Access to apps'),
    testflight: vscode.l10n.t('TestFlight groups'),
    devices: vscode.l10n.t('Devices'),
    certificates: vscode.l10n.t('Certificates'),
    profiles: vscode.l10n.t('Provisioning profiles'),
    'intune-read': vscode.l10n.t('Read apps of Intune'),
    'intune-write': vscode.l10n.t('Create and change apps of Intune'),
    'firebase-api': vscode.l10n.t('Firebase App Distribution API enabled'),
    'firebase-releases': vscode.l10n.t('Releases of the app'),
    'firebase-groups': vscode.l10n.t('Groups of testers'),
    'firebase-write': vscode.l10n.t('Upload and distribute releases'),
    'apps-write': vscode.l10n.t('Change apps and their versions'),
    upload: vscode.l10n.t('Upload builds'),
    'testflight-write': vscode.l10n.t('Change TestFlight groups'),
    'devices-write': vscode.l10n.t('Register devices'),
    identifiers: vscode.l10n.t('App identifiers'),
    'identifiers-write': vscode.l10n.t('Register app identifiers'),
    'certificates-write': vscode.l10n.t('Create certificates'),
    'profiles-write': vscode.l10n.t('Create provisioning profiles'),
    'gallery-upload': vscode.l10n.t('Upload packages of the app'),
    'gallery-submit': vscode.l10n.t('Submit versions for review'),
  };
  return texts[code] ?? label;
}

export async function disconnectStore({ accounts }: StoreParts, argument?: unknown): Promise<void> {
  const named = isStoreNode(argument) ? argument.account.name : undefined;
  const items = accounts.list().map(({ name, store }) => ({ label: name, description: storeTitles[store] }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No store is connected.'));
    return;
  }
  const chosen =
    items.find(({ label }) => label === named) ??
    (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Disconnect which store account?'), ignoreFocusOut: true }));
  if (!chosen) throw Failure.of('cancelled', {});
  await accounts.disconnect(chosen.label);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Disconnected {0}', chosen.label), 5000);
}
