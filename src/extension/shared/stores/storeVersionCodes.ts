/**
 * The version codes that connected stores have of the apps of this window: a build asks for them and waits, proposals take what is known and
 * are renewed when an answer arrives. Without a connected account nothing is asked, and nothing in Restricted Mode.
 */

import { isFailure } from '../../../core/base/failure.ts';
import { createIssue, type Issue } from '../../../core/base/issue.ts';
import { platforms, type Platform } from '../../../core/settings/platform.ts';
import { type SettingsOverrides } from '../../../core/settings/resolveSettings.ts';
import { storeTitles } from '../../../core/stores/storeAccount.ts';
import { appOnPlatform, type AppWorld, type OpenedApp } from '../../../core/workflow/openApp.ts';
import { type StoreSource } from '../../../core/workflow/stores/openStore.ts';
import { type StoreCodes } from '../../../core/workflow/stores/storeCodes.ts';
import { type HttpClient } from '../../../core/ports/httpClient.ts';
import { type Clock } from '../../../core/ports/clock.ts';
import { StoreAccounts, type StoreAccountsParts } from './storeAccounts.ts';

export interface StoreVersionCodesParts extends StoreAccountsParts {
  readonly loadWorld: () => Promise<AppWorld & { readonly http: HttpClient; readonly clock: Clock }>;
  readonly isTrusted: () => boolean;
}

interface Known {
  readonly askedAtMs: number;
  /** Empty while the stores are asked. */
  codes: StoreCodes['codes'];
}

/** For so long proposals use an answer. */
const freshMs = 10 * 60_000;
const patienceMs = 20_000;

/** Most people have no account: the clients of stores are loaded for those who have. */
const loadClients = async () => await import('../../../core/workflow/stores/storeCodes.ts');

export class StoreVersionCodes {
  readonly #parts: StoreVersionCodesParts;
  readonly #accounts: StoreAccounts;
  readonly #known = new Map<string, Known>();

  constructor(parts: StoreVersionCodesParts) {
    this.#parts = parts;
    this.#accounts = new StoreAccounts(parts);
  }

  /**
   * The app with the codes of stores as if they were in its ledger. It does not wait for a store: `onLearned` is called when an answer
   * changes what is known.
   */
  async withKnown(app: OpenedApp, onLearned: () => void): Promise<OpenedApp> {
    if (!app.hasSettings || this.#accounts.list().length === 0 || !this.#parts.isTrusted()) return app;
    const codes = platforms
      .filter((platform) => app.inspected.settings[platform] !== undefined)
      .flatMap((platform) => {
        const identifier = appOnPlatform(app, platform).effective.appIdentifier?.value;
        return identifier === undefined ? [] : this.#knownOf(platform, identifier, app, onLearned);
      });
    return { ...app, ledger: { ...app.ledger, codes: [...app.ledger.codes, ...codes] } };
  }

  /** Asks now, for a package that is about to be built. */
  async read(request: {
    readonly appFolder: string;
    readonly platform: Platform;
    readonly overrides?: SettingsOverrides;
    readonly signal: AbortSignal;
  }): Promise<StoreCodes> {
    if (this.#accounts.list().length === 0 || !this.#parts.isTrusted()) return { codes: [], issues: [] };
    const { sources, issues } = await this.#sources();
    const { readStoreCodes } = await loadClients();
    const patience = AbortSignal.timeout(patienceMs);
    const found = await readStoreCodes(await this.#parts.loadWorld(), { ...request, sources, patience });
    return { codes: found.codes, issues: [...issues, ...found.issues] };
  }

  #knownOf(platform: Platform, appIdentifier: string, app: OpenedApp, onLearned: () => void): StoreCodes['codes'] {
    const accounts = this.#accounts.list().map(({ name }) => name);
    const key = JSON.stringify([platform, appIdentifier, ...accounts]);
    const before = this.#known.get(key);
    const now = Date.now();
    if (before && now - before.askedAtMs < freshMs) return before.codes;
    const known: Known = { askedAtMs: now, codes: before?.codes ?? [] };
    this.#known.set(key, known);
    void this.#renew(known, async () => await this.#ask(platform, appIdentifier, app), onLearned);
    return known.codes;
  }

  async #renew(known: Known, ask: () => Promise<StoreCodes['codes']>, onLearned: () => void): Promise<void> {
    const codes = await ask();
    if (JSON.stringify(codes) === JSON.stringify(known.codes)) return;
    known.codes = codes;
    onLearned();
  }

  /** What a store does not say is left out: the build asks again, and reports it. */
  async #ask(platform: Platform, appIdentifier: string, app: OpenedApp): Promise<StoreCodes['codes']> {
    try {
      const [world, { sources }, { nextCodesOf, readCodesOf }] = await Promise.all([
        this.#parts.loadWorld(),
        this.#sources(),
        loadClients(),
      ]);
      const patience = AbortSignal.timeout(patienceMs);
      const next = nextCodesOf(app, platform);
      return (await readCodesOf(world, { platform, appIdentifier, sources, patience, next })).codes;
    } catch (error) {
      if (isFailure(error)) return [];
      throw error;
    }
  }

  async #sources(): Promise<{ readonly sources: readonly StoreSource[]; readonly issues: readonly Issue[] }> {
    const sources: StoreSource[] = [];
    const issues: Issue[] = [];
    for (const account of this.#accounts.list()) {
      try {
        sources.push(await this.#accounts.source(account));
      } catch (error) {
        if (!isFailure(error)) throw error;
        issues.push(createIssue('store-codes-unknown', { store: storeTitles[account.store], reason: error.message }));
      }
    }
    return { sources, issues };
  }
}
