/**
 * The state of a signing asset as the tree and the form show it: there or not, locked or open, valid until when. Read with the stored
 * password when there is one. What a password opened is remembered by the session cache, which the viewers use too.
 */

import { lazily } from '../../shared/lazily.ts';
import { type AssetReading, type AssetReadingParts } from './assetReading.ts';
import { type AssetState, type AssetUsage } from './assetState.ts';
import { type OpenerWorld } from './signingFileOpener.ts';

export interface AssetStatesParts extends Omit<AssetReadingParts, 'world'> {
  readonly loadWorld: () => Promise<OpenerWorld>;
}

export class AssetStates {
  readonly #reading: () => Promise<AssetReading>;

  constructor(parts: AssetStatesParts) {
    this.#reading = lazily(async () => {
      const [{ AssetReading: Reading }, world] = await Promise.all([import('./assetReading.ts'), parts.loadWorld()]);
      return new Reading({ ...parts, world });
    });
  }

  async of(path: string | undefined, usage: AssetUsage): Promise<AssetState> {
    if (path === undefined) return { kind: 'notSet' };
    return await (await this.#reading()).read(path, usage);
  }
}
