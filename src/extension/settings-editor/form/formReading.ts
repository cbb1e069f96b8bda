/** Finds out what the form shows besides what the check of the app found: signing assets, passwords, engines and files to import. */

import { type Platform } from '../../../core/settings/platform.ts';
import { proposeImportedSettings } from '../../../core/workflow/proposeImportedSettings.ts';
import { appOnPlatform, openApp, type OpenedApp } from '../../../core/workflow/openApp.ts';
import { wishedToolNames, wishedTools } from '../../../core/engines/toolchains/toolWishes.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { type AssetState, type AssetUsage } from '../../signing/assets/assetState.ts';
import { type AssetStates } from '../../signing/assets/assetStates.ts';
import { expiryText } from '../../signing/assets/expiry.ts';
import { type CheckedApp } from '../../app/checks/appChecker.ts';
import { type PasswordId, type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { DocumentFileSystem } from '../../shared/workspace/documentFileSystem.ts';
import { type AssetFacts, type FormInput, type PlatformState, type SigningFacts, type StoredState } from './formInput.ts';

export interface FormReadingParts {
  readonly world: CheckWorld;
  readonly passwords: PasswordStore;
  readonly assets: AssetStates;
}

/** A document as it is now, saved or not. */
export interface DocumentText {
  readonly path: string;
  readonly text: string;
}

export type FormReading = Pick<
  FormInput,
  'app' | 'platforms' | 'issues' | 'engineVersions' | 'toolVersions' | 'near' | 'importable' | 'text'
>;

export async function readForm(
  { world, passwords, assets }: FormReadingParts,
  document: DocumentText,
  { app, platforms, issues, near }: CheckedApp,
): Promise<FormReading> {
  const states: Partial<Record<Platform, PlatformState>> = {};
  for (const [platform, validation] of platforms)
    states[platform] = { validation, signing: await readSigning({ world, passwords, assets }, app, platform) };
  const versions = await Promise.all(world.engines.map(async (engine) => [engine.id, await world.machine.versionsOf(engine)] as const));
  const importable = await filesToImport(withDocument(world, document), app, document.text);
  const toolVersions = await readToolVersions(world, Object.values(states));
  return { app, near, issues, importable, text: document.text, platforms: states, engineVersions: new Map(versions), toolVersions };
}

/** Of the tools that the engines of the app need. */
async function readToolVersions(world: CheckWorld, states: readonly PlatformState[]): Promise<FormInput['toolVersions']> {
  const { toolchains } = world.machine;
  if (!toolchains) return new Map();
  const engines = new Set(states.map(({ validation }) => validation.effective.engine?.value));
  const needed = new Set(world.engines.filter(({ id }) => engines.has(id)).flatMap(({ tools = [] }) => tools));
  const named = wishedTools.filter((tool) => needed.has(wishedToolNames[tool]));
  return new Map(await Promise.all(named.map(async (tool) => [tool, await toolchains.versionsOf(tool)] as const)));
}

async function filesToImport(world: CheckWorld, app: OpenedApp, text: string): Promise<readonly string[]> {
  const { values } = await proposeImportedSettings(world, app, text);
  return [...new Set(values.map(({ origin }) => origin.file))];
}

function withDocument(world: CheckWorld, { path, text }: DocumentText): CheckWorld {
  const files = new DocumentFileSystem(world.files, (asked) => (asked === path ? text : undefined));
  return { ...world, files };
}

/** The id of the password of a field; nothing as long as the settings name no file. */
export async function readPasswordId(world: CheckWorld, document: DocumentText, field: PasswordFieldKey): Promise<PasswordId | undefined> {
  const app = await openApp(withDocument(world, document), world.paths.dirname(document.path));
  return passwordId(world, app, field);
}

function passwordId({ paths }: CheckWorld, app: OpenedApp, field: PasswordFieldKey): PasswordId | undefined {
  const platform = field === 'certificatePassword' ? 'ios' : 'android';
  const { keystore, certificate, keyAlias } = appOnPlatform(app, platform).effective;
  const file = platform === 'ios' ? certificate : keystore;
  if (!file) return undefined;
  const asset = paths.resolve(app.folder, file.value);
  if (field === 'certificatePassword') return { purpose: 'certificate', asset };
  if (field === 'keystorePassword') return { purpose: 'keystore', asset };
  return { purpose: 'key', asset, ...(keyAlias && { alias: keyAlias.value }) };
}

export type PasswordFieldKey = 'certificatePassword' | 'keystorePassword' | 'keyPassword';

async function readSigning(parts: FormReadingParts, app: OpenedApp, platform: Platform): Promise<SigningFacts> {
  const { world, passwords, assets } = parts;
  const own = passwordId(world, app, platform === 'ios' ? 'certificatePassword' : 'keystorePassword');
  const key = platform === 'ios' ? undefined : passwordId(world, app, 'keyPassword');
  const profile = appOnPlatform(app, platform).effective.provisioningProfile;
  return {
    passwords: { asset: await stateOf(passwords, own), key: await stateOf(passwords, key) },
    ...(own && { asset: factsOf(await assets.of(own.asset, ownUsage(platform, key?.alias))) }),
    ...(profile && { profile: factsOf(await assets.of(world.paths.resolve(app.folder, profile.value), { asset: 'profile' })) }),
  };
}

async function stateOf(passwords: PasswordStore, id: PasswordId | undefined): Promise<StoredState> {
  if (!id) return 'missing';
  if (await passwords.has(id)) return 'stored';
  return (await passwords.isLost(id)) ? 'lost' : 'missing';
}

function ownUsage(platform: Platform, alias: string | undefined): AssetUsage {
  return platform === 'ios' ? { asset: 'certificate' } : { asset: 'keystore', alias };
}

function factsOf(state: AssetState): AssetFacts {
  switch (state.kind) {
    case 'notSet':
    case 'missing':
      return { isThere: false, isOpen: false, aliases: [] };
    case 'unreadable':
      return { isThere: true, isOpen: false, aliases: [], problem: state.reason };
    case 'locked':
      return { isThere: true, isOpen: false, aliases: [], ...validityOf(state.validUntil) };
    case 'open':
      return { isThere: true, isOpen: true, aliases: state.aliases, ...validityOf(state.validUntil) };
  }
}

function validityOf(validUntil: Date | undefined): Pick<AssetFacts, 'validity'> {
  return validUntil ? { validity: expiryText(validUntil, new Date()) } : {};
}
