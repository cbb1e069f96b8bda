/** Loads the workflow with everything it works with when it is first asked for, once. Activation stays free of it. */

import type * as vscode from 'vscode';
import { type NodeWorld } from '../../../node/nodeWorld.ts';
import { userFolderOf } from '../../../node/userFolder.ts';
import { type ProductPlaces } from '../productPlaces.ts';
import { type WorkspaceTrust } from './workspaceTrust.ts';

export class WorldLoader implements vscode.Disposable {
  readonly #places: ProductPlaces;
  readonly #trust: WorkspaceTrust;
  #world: Promise<NodeWorld> | undefined;

  constructor(places: ProductPlaces, trust: WorkspaceTrust) {
    this.#places = places;
    this.#trust = trust;
  }

  async load(): Promise<NodeWorld> {
    this.#world ??= this.#create();
    return await this.#world;
  }

  async #create(): Promise<NodeWorld> {
    const [{ createNodeWorld }, { createNodePorts }, { RestrictedFileSystem }, { restrictedWorld }] = await Promise.all([
      import('../../../node/nodeWorld.ts'),
      import('../../../node/nodePorts.ts'),
      import('./restrictedFileSystem.ts'),
      import('./restrictedWorld.ts'),
    ]);
    const { mediaFolder, digestWorker } = this.#places;
    const options = { mediaFolder, digestWorkerUrl: digestWorker.href, userFolder: userFolderOf(process.env) };
    const ports = createNodePorts(options);
    const files = new RestrictedFileSystem(ports.files, ports.paths, this.#trust);
    return restrictedWorld(createNodeWorld(options, { ...ports, files }), this.#trust);
  }

  dispose(): void {
    void this.#world?.then(async (world) => await world.dispose());
  }
}
