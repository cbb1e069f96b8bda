/** The digester of this machine, loaded and made when something is digested for the first time. */

import type * as vscode from 'vscode';
import { type ContentDigester, type DigestRequest, type DigestResult } from '../../../core/ports/contentDigester.ts';
import { type NodeContentDigester } from '../../../node/contentDigester/nodeContentDigester.ts';

export class LazyDigester implements ContentDigester, vscode.Disposable {
  readonly #workerUrl: URL;
  #digester: Promise<NodeContentDigester> | undefined;

  constructor(workerUrl: URL) {
    this.#workerUrl = workerUrl;
  }

  async digest(request: DigestRequest): Promise<DigestResult> {
    this.#digester ??= this.#make();
    return await (await this.#digester).digest(request);
  }

  async #make(): Promise<NodeContentDigester> {
    const { NodeContentDigester: Digester } = await import('../../../node/contentDigester/nodeContentDigester.ts');
    return new Digester({ workerUrl: this.#workerUrl });
  }

  dispose(): void {
    void this.#digester?.then(async (digester) => digester.dispose());
    this.#digester = undefined;
  }
}
