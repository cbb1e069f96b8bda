/** Loads the workflow with everything it works with when it is first asked for, once. Activation stays free of it. */

import type * as vscode from 'vscode';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { type NodeWorld } from '../../../node/nodeWorld.ts';
import { userFolderOf } from '../../../node/userFolder.ts';
import { type ProductPlaces } from '../productPlaces.ts';
import { type WorkspaceTrust } from './workspaceTrust.ts';

type EditorWorld = NodeWorld & Pick<CheckWorld, 'evaluated'>;

export class WorldLoader implements vscode.Disposable {
  readonly #places: ProductPlaces;
  readonly #trust: WorkspaceTrust;
  readonly #evaluated: NonNullable<CheckWorld['evaluated']>;
  /** The same object for the life of the window: what is in it follows the settings of the editor. */
  readonly #toolVariables: Record<string, string> = {};
  #listening: vscode.Disposable | undefined;
  #world: Promise<EditorWorld> | undefined;

  /** `evaluated`: what the tools of a project said of values that it computes. */
  constructor(places: ProductPlaces, trust: WorkspaceTrust, evaluated: NonNullable<CheckWorld['evaluated']>) {
    this.#places = places;
    this.#trust = trust;
    this.#evaluated = evaluated;
  }

  async load(): Promise<EditorWorld> {
    this.#world ??= this.#create().then((world) => ({ ...world, evaluated: this.#evaluated }));
    return await this.#world;
  }

  async #create(): Promise<NodeWorld> {
    const [{ createNodeWorld }, { createNodePorts }, { RestrictedFileSystem }, { restrictedWorld }, { readToolVariables, onToolSettings }] =
      await Promise.all([
        import('../../../node/nodeWorld.ts'),
        import('../../../node/nodePorts.ts'),
        import('./restrictedFileSystem.ts'),
        import('./restrictedWorld.ts'),
        import('./readToolVariables.ts'),
      ]);
    const { mediaFolder, digestWorker } = this.#places;
    const toolVariables = this.#toolVariables;
    Object.assign(toolVariables, readToolVariables(this.#trust));
    this.#listening = onToolSettings(() => void this.#renewTools(readToolVariables(this.#trust)));
    const options = { mediaFolder, digestWorkerUrl: digestWorker.href, userFolder: userFolderOf(process.env), toolVariables };
    const ports = createNodePorts(options);
    const files = new RestrictedFileSystem(ports.files, ports.paths, this.#trust);
    return restrictedWorld(createNodeWorld(options, { ...ports, files }), this.#trust);
  }

  async #renewTools(variables: Readonly<Record<string, string>>): Promise<void> {
    for (const name of Object.keys(this.#toolVariables)) Reflect.deleteProperty(this.#toolVariables, name);
    Object.assign(this.#toolVariables, variables);
    (await this.#world)?.machine.renew();
  }

  dispose(): void {
    this.#listening?.dispose();
    void this.#world?.then(async (world) => await world.dispose());
  }
}
