/** Loads the workflow with everything it works with when it is first asked for, once. Activation stays free of it. */

import type * as vscode from 'vscode';
import { type NodeWorld } from '../../node/nodeWorld.ts';
import { userFolderOf } from '../../node/userFolder.ts';
import { type ProductPlaces } from '../productPlaces.ts';

export class WorldLoader implements vscode.Disposable {
  readonly #places: ProductPlaces;
  #world: Promise<NodeWorld> | undefined;

  constructor(places: ProductPlaces) {
    this.#places = places;
  }

  async load(): Promise<NodeWorld> {
    this.#world ??= this.#create();
    return await this.#world;
  }

  async #create(): Promise<NodeWorld> {
    const { createNodeWorld } = await import('../../node/nodeWorld.ts');
    const { mediaFolder, digestWorker } = this.#places;
    return createNodeWorld({ mediaFolder, digestWorkerUrl: digestWorker.href, userFolder: userFolderOf(process.env) });
  }

  dispose(): void {
    void this.#world?.then(async (world) => await world.dispose());
  }
}
