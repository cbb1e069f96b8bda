/** The stand-in of Google Play as the tests of our client set it up: one app, its tracks, and faults that a function chooses. */

import { type KeyObject } from 'node:crypto';
import { type GooglePlay, startGooglePlay } from '../stand-ins/google-play/googlePlay.ts';
import { type EditErrors } from '../stand-ins/google-play/playErrors.ts';
import { type TrackRelease } from '../stand-ins/google-play/playState.ts';
import { type Fault } from '../stand-ins/support/faults.ts';
import { readPackageFacts } from '../stand-ins/support/packageFacts.ts';
import { fixedClock } from './fixedWorld.ts';

export type PlayTracks = Readonly<Record<string, readonly object[]>>;

export interface PlayExchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** The JSON that was sent. */
  readonly body: string;
}

/** A status, a whole answer, or where the connection is cut. */
type ChosenFault = number | Fault | 'cut' | 'cut-after' | undefined;

export interface PlayStandInOptions {
  readonly account: { readonly email: string; readonly publicKey: KeyObject };
  readonly packageName: string;
  /** Of a file that is no package. */
  readonly versionCode: number;
  readonly tracks: PlayTracks;
  readonly isDraftApp: boolean;
  readonly wantsReviewByHand: boolean;
  readonly hasPermission: boolean;
  /** The connection is cut when so many bytes of uploads arrived in all. */
  readonly cutUploadsAt: readonly number[];
  readonly fault: (exchange: PlayExchange, count: number) => ChosenFault;
  /** The wording of refusals about edits. */
  readonly editErrors: EditErrors;
}

/** As the key file of the tests names it. */
const keyId = 'marker-key-id-of-the-service-account';

export class PlayStandIn {
  readonly #options: Partial<PlayStandInOptions> & Pick<PlayStandInOptions, 'account' | 'packageName' | 'versionCode' | 'tracks'>;
  #play: GooglePlay | undefined;

  constructor(options: Partial<PlayStandInOptions> & Pick<PlayStandInOptions, 'account' | 'packageName' | 'versionCode' | 'tracks'>) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const {
      account,
      packageName,
      versionCode,
      tracks,
      isDraftApp,
      wantsReviewByHand,
      hasPermission,
      cutUploadsAt = [],
      fault,
    } = this.#options;
    const releases = Object.values(tracks).flat() as TrackRelease[];
    const play = await startGooglePlay({
      apps: [
        {
          packageName,
          draft: isDraftApp === true,
          reviewByHand: wantsReviewByHand === true,
          bundlesOnly: releases.length === 0,
          defaultLanguage: 'de-DE',
          live: releases.flatMap(({ versionCodes = [] }) => versionCodes.map((code) => ({ versionCode: Number(code), track: 'internal' }))),
          ...(hasPermission === false && { deniedAccounts: [account.email] }),
        },
      ],
      editErrors: this.#options.editErrors ?? 'current',
      readPackage: async (file) => (await readPackageFacts(file)) ?? { identifier: packageName, versionCode, version: '1' },
    });
    play.clock.set(fixedClock().now());
    play.tokens.trustKey(account.email, keyId, account.publicKey);
    const { published } = play.app(packageName);
    for (const track of Object.keys(published.tracks)) published.tracks[track] = [];
    Object.assign(published.tracks, structuredClone(tracks));
    const cuts = [...cutUploadsAt];
    play.faults.decide = (request, count) => {
      const [method = '', path = ''] = request.split(' ');
      const chosen = fault?.({ method, path, body: '' }, count);
      if (chosen !== undefined) return faultOf(chosen);
      const [cut] = cuts;
      const received = this.bytesReceived;
      if (cut === undefined || method !== 'PUT' || !path.includes('upload_id=') || received > cut) return undefined;
      cuts.shift();
      return { kind: 'cut-body', afterBytes: cut - received };
    };
    this.#play = play;
  }

  async stop(): Promise<void> {
    await this.#play?.close();
  }

  get play(): GooglePlay {
    if (this.#play === undefined) throw new Error('The stand-in is not started');
    return this.#play;
  }

  get address(): string {
    return this.play.url;
  }

  get tracks(): Readonly<Record<string, readonly TrackRelease[]>> {
    return this.play.app(this.#options.packageName).published.tracks;
  }

  get commits(): number {
    return this.play.app(this.#options.packageName).commits.length;
  }

  get openEdits(): number {
    return this.play.openEdits.length;
  }

  /** So many tokens were handed out. */
  get tokens(): number {
    return this.play.tokens.issued;
  }

  get usedCodes(): Set<number> {
    return this.play.app(this.#options.packageName).usedCodes;
  }

  get exchanges(): readonly PlayExchange[] {
    return this.play.requests.map(({ method, path, query, json }) => ({
      method,
      path: query.size === 0 ? path : `${path}?${query}`,
      body: json === undefined ? '' : JSON.stringify(json),
    }));
  }

  /** Of files, without those that a fault answered before they were looked at. */
  get bytesReceived(): number {
    const uploads = this.#play?.requests.filter(({ query, status = 0 }) => query.has('upload_id') && status < 429) ?? [];
    return uploads.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** What we sent against Google's description. */
  get violations(): readonly string[] {
    return this.play.violations;
  }

  expireTokens(): void {
    this.play.tokens.expireAll();
  }

  changeOutside(): void {
    this.play.commitElsewhere(this.#options.packageName);
  }
}

function faultOf(chosen: Exclude<ChosenFault, undefined>): Fault {
  if (typeof chosen === 'object') return chosen;
  if (typeof chosen === 'number') return { kind: 'answer', status: chosen };
  return { kind: 'cut', when: chosen === 'cut' ? 'before' : 'after' };
}
