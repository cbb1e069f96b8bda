/** Registers the tools that language models may call. */

import * as vscode from 'vscode';
import { type ToolName } from '../shared/manifest.ts';
import { lazily } from '../shared/lazily.ts';
import { type CreatePackageToolParts } from './createPackageTool.ts';
import { type InspectPackageToolParts } from './inspectPackageTool.ts';
import { type ValidateAppToolParts } from './validateAppTool.ts';

export type ModelToolsParts = CreatePackageToolParts & ValidateAppToolParts & InspectPackageToolParts;

export class ModelTools implements vscode.Disposable {
  readonly #parts: ModelToolsParts;
  readonly #registrations: vscode.Disposable[] = [];

  constructor(parts: ModelToolsParts) {
    this.#parts = parts;
  }

  start(): void {
    const parts = this.#parts;
    this.#register(
      'create_mobile_package',
      lazily(async () => new (await import('./createPackageTool.ts')).CreatePackageTool(parts)),
    );
    this.#register(
      'validate_mobile_app',
      lazily(async () => new (await import('./validateAppTool.ts')).ValidateAppTool(parts)),
    );
    this.#register(
      'inspect_mobile_package',
      lazily(async () => new (await import('./inspectPackageTool.ts')).InspectPackageTool(parts)),
    );
  }

  #register(name: ToolName, load: () => Promise<vscode.LanguageModelTool<object>>): void {
    const tool: vscode.LanguageModelTool<object> = {
      prepareInvocation: async (options, token) => await (await load()).prepareInvocation?.(options, token),
      invoke: async (options, token) => await (await load()).invoke(options, token),
    };
    this.#registrations.push(vscode.lm.registerTool(name, tool));
  }

  dispose(): void {
    for (const registration of this.#registrations.splice(0)) registration.dispose();
  }
}
