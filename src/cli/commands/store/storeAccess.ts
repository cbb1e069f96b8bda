/**
 * How a command reaches a store: with --key and what belongs to it, or with an account that `store connect` remembered. An account knows where
 * its key is, and the key is read for this one run.
 */

import { isPrivateAddress } from '../../../core/base/isPrivateAddress.ts';
import { Failure } from '../../../core/base/failure.ts';
import { type Issue } from '../../../core/base/issue.ts';
import {
  identityFields,
  storeNames,
  storeTitles,
  type StoreAccount,
  type StoreIdentity,
  type StoreName,
} from '../../../core/stores/storeAccount.ts';
import { withSubjectToken } from '../../../core/stores/google/externalAccount.ts';
import { keyFileIssues } from '../../../core/workflow/stores/keyFileIssues.ts';
import { missingIdentity, type StoreSource } from '../../../core/workflow/stores/openStore.ts';
import { appOnPlatform, openApp } from '../../../core/workflow/openApp.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readKey } from '../../secrets/readSecret.ts';
import { fileOf } from '../../secrets/secretReference.ts';
import { appFolder, appOption } from '../sharedOptions.ts';
import { readAccounts } from './accountFile.ts';

type Options = Readonly<Record<string, OptionSpec>>;

export const identityOptions = {
  'key-id': { type: 'text', placeholder: 'ID', says: 'App Store Connect: id of the key' },
  issuer: { type: 'text', placeholder: 'ID', says: 'App Store Connect: issuer of the key (omit it for the key of an individual)' },
  tenant: { type: 'text', placeholder: 'ID', says: 'Intune: id or domain of the directory' },
  'client-id': { type: 'text', placeholder: 'ID', says: 'Intune and AppGallery Connect: id of the application or API client' },
  'app-id': { type: 'text', placeholder: 'ID', says: 'Firebase: id of the app, such as 1:1234567890:android:0a1b2c3d' },
  endpoint: { type: 'text', placeholder: 'URL', says: 'Address to use instead of the store’s own, such as a proxy' },
} as const satisfies Options;

const accessOptions = {
  account: { type: 'text', placeholder: 'NAME', says: 'Account of mdist store connect (default: the only one of the store)' },
  key: { type: 'secret', says: 'Source of the key for the store; a file is read whole' },
  endpoint: identityOptions.endpoint,
} as const satisfies Options;

const subjectTokenOption = {
  'subject-token': {
    type: 'secret',
    says: 'Google Play and Firebase with workload identity: source of the token, instead of the one that the key file names',
  },
} as const satisfies Options;

/** For commands that only Google Play has. */
export const playAccessOptions = { ...accessOptions, ...subjectTokenOption } as const satisfies Options;

/** For commands that only App Store Connect has. */
export const appleOnlyOptions = { ...accessOptions, ...identityOptions } as const satisfies Options;

export const ownStoreOptions = { ...playAccessOptions, ...identityOptions } as const satisfies Options;

export const connectIdentity = ['key-id', 'issuer'] as const;

/** What identifies an account at each store, beside its key. */
const identityOfStore: Readonly<Record<StoreName, readonly string[]>> = {
  'google-play': [],
  'app-store-connect': connectIdentity,
  intune: ['tenant', 'client-id'],
  appgallery: ['client-id'],
  firebase: ['app-id'],
};

/** For commands that Google Play and App Store Connect have. */
export const bothStoreOptions = {
  store: {
    type: 'choice',
    choices: ['google-play', 'app-store-connect'],
    says: 'The store (default: that of the account, or google-play)',
  },
  ...playAccessOptions,
  'key-id': identityOptions['key-id'],
  issuer: identityOptions.issuer,
} as const satisfies Options;

/** For commands that AppGallery has, too. */
export const phaseStoreOptions = {
  ...bothStoreOptions,
  store: { ...bothStoreOptions.store, choices: ['google-play', 'app-store-connect', 'appgallery'] },
  'client-id': identityOptions['client-id'],
} as const satisfies Options;

export const storeOption = {
  store: { type: 'choice', choices: storeNames, says: 'The store' },
} as const satisfies Options;

export const storeAppOptions = {
  ...appOption,
  'app-identifier': { type: 'text', placeholder: 'ID', says: 'The app at the store (default: from mobile-distribution.json)' },
} as const satisfies Options;

/** `store` when the command has only one. */
export async function readStore(input: CommandInput, services: CommandServices, store?: StoreName): Promise<StoreSource> {
  const wanted = store ?? input.choice('store', storeNames);
  const account = await accountOf(input, services, wanted);
  const name = wanted ?? account?.store;
  if (name === undefined) throw usageFailure('--store is missing', `Add --store with one of ${storeNames.join(', ')}, or --account NAME`);
  const reference = input.secret('key') ?? account?.key;
  if (reference === undefined)
    throw usageFailure('--key is missing', 'Add --key file:PATH or --key env:NAME, or connect the store once: mdist store connect');
  const key = await readKey(services, '--key', reference);
  const token = input.has('subject-token') ? input.secret('subject-token') : undefined;
  if (token !== undefined) refuseForeign(input, name === 'google-play' || name === 'firebase' ? [] : ['subject-token'], name);
  const own = token === undefined ? key : withSubjectToken(key, await readKey(services, '--subject-token', token));
  return checkedSource({ store: name, ...identityOf(input, account), key: own });
}

/** What is doubtful about the file of the key that this run uses: given by --key, or by the account. */
export async function keyIssues(input: CommandInput, services: CommandServices, store?: StoreName): Promise<readonly Issue[]> {
  const file = fileOf(input.secret('key') ?? (await accountOf(input, services, store))?.key);
  if (file === undefined) return [];
  const path = services.paths.resolve(services.workingFolder, file);
  return await keyFileIssues(await services.loadWorkflow(), path, file);
}

/** For commands that Google Play and App Store Connect have: what was given, or what the account is for; Google Play otherwise. */
export async function chosenStore(input: CommandInput, services: CommandServices): Promise<StoreName> {
  const given = input.choice('store', storeNames);
  if (given !== undefined) return given;
  if (input.isGiven('key-id')) return 'app-store-connect';
  return (await accountOf(input, services, undefined))?.store ?? 'google-play';
}

/** An option without effect is refused: it was given for a reason. */
export function refuseForeign(input: CommandInput, names: readonly string[], store: StoreName): void {
  const option = names.find((name) => input.isGiven(name));
  if (option !== undefined)
    throw usageFailure(`${storeTitles[store]} has no use for --${option}`, 'Remove it, or choose another store with --store');
}

export function refuseForeignIdentity(input: CommandInput, store: StoreName): void {
  const all = Object.values(identityOfStore).flat();
  refuseForeign(
    input,
    all.filter((name) => input.has(name) && !identityOfStore[store].includes(name)),
    store,
  );
}

export function checkedSource(source: StoreSource): StoreSource {
  const [missing] = missingIdentity(source);
  if (missing !== undefined)
    throw usageFailure(`--${optionNames[missing]} is missing`, `${storeTitles[source.store]} needs it in addition to the key`);
  if (source.endpoint !== undefined) requireEndpoint(source.endpoint);
  return source;
}

export function requireEndpoint(endpoint: string): void {
  if (!/^https?:\/\/[^/]/.test(endpoint))
    throw usageFailure(`${endpoint} is not an http or https address`, 'Enter the complete address, such as https://proxy.example.com');
  if (!isPrivateAddress(endpoint))
    throw usageFailure(
      `${endpoint} is not encrypted, and the token of the store would be readable on the way`,
      'Use an https address; http is for this computer only',
    );
}

const optionNames = {
  keyId: 'key-id',
  issuer: 'issuer',
  tenant: 'tenant',
  clientId: 'client-id',
  appId: 'app-id',
  endpoint: 'endpoint',
} as const satisfies Readonly<Record<keyof StoreIdentity, string>>;

/** What was given goes before what is remembered. */
export function identityOf(input: CommandInput, account?: StoreAccount): StoreIdentity {
  const fields = identityFields.flatMap((field) => {
    const option = optionNames[field];
    const value = (input.has(option) ? input.text(option) : undefined) ?? account?.[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  return Object.fromEntries(fields);
}

/** Without --account and --key, the only account of the store. */
async function accountOf(input: CommandInput, services: CommandServices, store: StoreName | undefined): Promise<StoreAccount | undefined> {
  const name = input.text('account');
  if (name === undefined && input.isGiven('key')) return undefined;
  const accounts = await readAccounts(services);
  if (name === undefined) {
    const own = accounts.filter((each) => store === undefined || each.store === store);
    return own.length === 1 ? own[0] : undefined;
  }
  const account = accounts.find((each) => each.name === name);
  if (!account) throw Failure.of('store-account-unknown', { name, known: accounts.map((each) => each.name).join(', ') || '-' });
  if (store !== undefined && account.store !== store)
    throw usageFailure(
      `The account ${name} belongs to ${storeTitles[account.store]}; this command is about ${storeTitles[store]}`,
      'Choose another account with --account',
    );
  return account;
}

/** The app identifier that was given, or that of the app in the folder. */
export async function storeAppIdentifier(input: CommandInput, services: CommandServices, store: StoreName): Promise<string> {
  const given = input.text('app-identifier');
  if (given !== undefined) return given;
  const app = await openApp(await services.loadWorkflow(), appFolder(input, services));
  const platform = store === 'app-store-connect' ? 'ios' : 'android';
  const found = appOnPlatform(app, platform).effective.appIdentifier?.value;
  if (found === undefined) throw usageFailure('--app-identifier is missing', 'Add --app-identifier ID, or use --app DIR of the app');
  return found;
}
