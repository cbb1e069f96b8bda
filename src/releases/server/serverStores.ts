/**
 * The stores to which a server brings releases, with accounts that it was given when it was started. A package is read from the storage of the
 * server as if it were a file; what an interrupted publication needs to go on is in a folder of the server.
 */

import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure, isFailure } from '../../core/base/failure.ts';
import { isCancelled } from '../../core/base/cancellation.ts';
import { type FailureCode } from '../../core/base/failureTable.ts';
import { phrase } from '../../core/base/phrase.ts';
import { Secret } from '../../core/base/secret.ts';
import { type FileSystem } from '../../core/ports/fileSystem.ts';
import { isFromApple, webhookSecret } from '../../core/stores/app-store-connect/connectWebhooks.ts';
import { type TestFlightState } from '../../core/stores/app-store-connect/publishToTestFlight.ts';
import { type TokenFiles, withSubjectTokenFile } from '../../core/stores/google/externalAccount.ts';
import { storeNames, type StoreName } from '../../core/stores/storeAccount.ts';
import { type PublicationState } from '../../core/stores/storePublication.ts';
import { type ElsewhereWorld } from '../../core/workflow/publish/publishElsewhere.ts';
import { type PublishIpaWorld } from '../../core/workflow/publish/publishIpa.ts';
import { type PublishWorld } from '../../core/workflow/publish/publishPackage.ts';
import { connectAccountOf, type StoreSource } from '../../core/workflow/stores/openStore.ts';
import { NodeHttpClient } from '../../node/http/nodeHttpClient.ts';
import { createNodePorts } from '../../node/nodePorts.ts';
import { NodeProcessRunner } from '../../node/nodeProcessRunner.ts';
import { NodeRunningProcesses } from '../../node/nodeRunningProcesses.ts';
import { type StoreDestination, type StoreDestinations, type StoreOrder, type StoreOutcome } from '../ports/storeDestinations.ts';
import { type StoreOptions } from './runningServer.ts';

type StoresWorld = PublishWorld & PublishIpaWorld & ElsewhereWorld;

const types: Readonly<Record<StoreName, StoreDestination['type']>> = {
  'google-play': 'googleplay',
  'app-store-connect': 'apple',
  intune: 'intune',
  appgallery: 'appgallery',
  firebase: 'firebase',
};

interface ConnectedStore {
  readonly destination: StoreDestination;
  readonly source: StoreSource;
  readonly tokenFile: string | undefined;
}

/** `folder`: of the server, absolute. Fails with `server-option-refused`. */
export function openServerStores(stores: readonly StoreOptions[], folder: string, digestWorker: URL): StoreDestinations {
  const connected = new Map(stores.map((options) => [options.name, connectedStore(options)]));
  let world: StoresWorld | undefined;
  return {
    list: () => [...connected.values()].map(({ destination }) => destination),
    isFromStore: (name, body, signature) => {
      const source = connected.get(name)?.source;
      if (source?.store !== 'app-store-connect') return false;
      return isFromApple(webhookSecret(connectAccountOf(source).key), body, signature);
    },
    look: async (name, appIdentifier, signal) => {
      const source = connected.get(name)?.source;
      if (source?.store !== 'app-store-connect') return [];
      const { appleStatus } = await import('../../core/workflow/stores/appleStatus.ts');
      const { builds, refusedUploads, versions } = await appleStatus(
        (world ??= createWorld(folder, digestWorker)),
        source,
        appIdentifier,
        signal,
      );
      const inReview = new Map(versions.map(({ version, build, state }) => [`${version} ${build ?? ''}`, state]));
      return [
        ...builds.map(({ version, build, isExpired, processing, externalState, internalState }) => {
          const state = isExpired ? 'EXPIRED' : processing === 'VALID' ? (externalState ?? internalState) : processing;
          return { version: version ?? '', build, state: inReview.get(`${version ?? ''} ${build}`) ?? state ?? 'UNKNOWN' };
        }),
        ...refusedUploads.map(({ version, build, reasons }) => ({ version, build, state: ['FAILED', ...reasons].join(' ') })),
      ];
    },
    publish: async (order) => {
      const store = connected.get(order.store);
      if (!store) throw new TypeError(`there is no store ${order.store}`);
      return await publish((world ??= createWorld(folder, digestWorker)), store, order);
    },
  };
}

function connectedStore({ name, store: given, track, key: text, tokenFile, identity }: StoreOptions): ConnectedStore {
  const store = storeNames.find((known) => known === given);
  if (store === undefined) throw Failure.of('server-option-refused', { value: given, expected: storeNames.join(', ') });
  const usual = store === 'google-play' ? 'production' : '';
  const key = new Secret(text);
  return {
    destination: { id: idOf(name), name, type: types[store], track: track === '' ? usual : track },
    // In place of the source that the file of the account names.
    source: { ...identity, store, key: tokenFile === undefined ? key : withSubjectTokenFile(key, tokenFile) },
    tokenFile,
  };
}

/** Version 8 of RFC 9562: the bits are those of a hash. */
function idOf(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

function createWorld(folder: string, digestWorker: URL): StoresWorld {
  const ports = createNodePorts({ digestWorkerUrl: digestWorker.href });
  return {
    ...ports,
    http: new NodeHttpClient({ proxies: process.env }),
    processes: new NodeRunningProcesses(new NodeProcessRunner()),
    wait: async (milliseconds) => await wait(milliseconds),
    userFolder: folder,
  };
}

/** What passes by itself: a busy store, a lost connection, other work on the same app. All else needs a person, who orders it again afterwards. */
const passing: ReadonlySet<FailureCode> = new Set([
  'address-silent',
  'address-too-slow',
  'address-unreachable',
  'store-answer-unexpected',
  'store-build-not-ready',
  'store-busy',
  'store-edit-lost',
  'store-publish-running',
  'store-upload-damaged',
  'store-upload-stopped',
]);

async function publish(world: StoresWorld, store: ConnectedStore, order: StoreOrder): Promise<StoreOutcome> {
  const path = `/${order.fileName}`;
  try {
    const tokens = tokenFilesOf(world.files, store.tokenFile);
    const own = { ...world, files: withPackage(world.files, path, order), ...(tokens && { tokenFiles: tokens }) };
    return await publishAs(own, store, { ...order, path });
  } catch (error) {
    if (!isFailure(error) || isCancelled(error)) throw error;
    const isFinal = error.kind !== 'environment' && error.kind !== 'internal' && !passing.has(error.code);
    return { kind: 'refused', reason: error.message, isFinal };
  }
}

/** Of what a store did not refuse. Fails with what it refused. */
function outcomeOf(state: TestFlightState | PublicationState | 'planned'): StoreOutcome {
  switch (state) {
    case 'published':
    case 'in-testing':
      return { kind: 'published' };
    case 'processing':
      return { kind: 'processing' };
    case 'missing-compliance':
      return { kind: 'submitted', todo: phrase('Answer the question about encryption in App Store Connect') };
    case 'planned':
    case 'uploaded':
    case 'in-review':
      return { kind: 'submitted', todo: null };
  }
}

async function publishAs(
  world: StoresWorld,
  { destination: { track }, source }: ConnectedStore,
  { path, notes, signal }: StoreOrder & { readonly path: string },
): Promise<StoreOutcome> {
  const names = track
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const common = { path, notes, notesPath: undefined, isDryRun: false, skipsChecks: false, signal };
  switch (source.store) {
    case 'google-play': {
      const { publishPackage } = await import('../../core/workflow/publish/publishPackage.ts');
      const usual = { rollout: undefined, isDraft: false, priority: undefined, countries: undefined };
      const files = { mappingPath: undefined, nativeSymbolsPath: undefined };
      const asked = { ...common, ...usual, ...files, key: source.key, endpoint: source.endpoint, track };
      const { isSentForReview } = await publishPackage(world, asked);
      if (isSentForReview) return { kind: 'published' };
      return { kind: 'submitted', todo: phrase('Send the changes for review in the Play Console') };
    }
    case 'app-store-connect': {
      const { publishIpa } = await import('../../core/workflow/publish/publishIpa.ts');
      const { key, keyId = '', issuer, endpoint } = source;
      return outcomeOf((await publishIpa(world, { ...common, key, keyId, issuer, endpoint, groups: names })).state);
    }
    case 'intune':
    case 'appgallery':
    case 'firebase': {
      const { publishElsewhere, targetNamed } = await import('../../core/workflow/publish/publishElsewhere.ts');
      const { store } = source;
      // Intune has no notes for people.
      const texts = store === 'intune' ? { ...common, notes: '' } : common;
      return outcomeOf((await publishElsewhere(world, { ...texts, source, target: targetNamed(store, names) })).state);
    }
  }
}

/** The file that the operator named, and no other. */
function tokenFilesOf(files: FileSystem, tokenFile: string | undefined): TokenFiles | undefined {
  if (tokenFile === undefined) return undefined;
  return {
    readFile: async (path, options) => {
      if (path !== tokenFile) throw new TypeError(`${path} is not the file that the operator named`);
      return await files.readFile(path, options);
    },
  };
}

/** The one package is in the storage; everything else is a file. */
function withPackage(files: FileSystem, path: string, { blob }: StoreOrder): FileSystem {
  return new Proxy(files, {
    get: (target, property) => {
      if (property === 'openFile')
        return async (asked: string) => {
          if (asked !== path) return await target.openFile(asked);
          // Who gave it closes it.
          return {
            size: blob.size,
            read: async (offset: number, length: number) => await blob.read(offset, length),
            close: async () => {},
          };
        };
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
