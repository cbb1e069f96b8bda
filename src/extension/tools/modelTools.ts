/** Registers the tools that language models may call. */

import * as vscode from 'vscode';
import { type ToolName } from '../manifest.ts';
import { CreatePackageTool, type CreatePackageToolParts } from './createPackageTool.ts';
import { InspectPackageTool, type InspectPackageToolParts } from './inspectPackageTool.ts';
import { ValidateAppTool, type ValidateAppToolParts } from './validateAppTool.ts';

export type ModelToolsParts = CreatePackageToolParts & ValidateAppToolParts & InspectPackageToolParts;

export class ModelTools implements vscode.Disposable {
  readonly #parts: ModelToolsParts;
  readonly #registrations: vscode.Disposable[] = [];

  constructor(parts: ModelToolsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#register('create_mobile_package', new CreatePackageTool(this.#parts));
    this.#register('validate_mobile_app', new ValidateAppTool(this.#parts));
    this.#register('inspect_mobile_package', new InspectPackageTool(this.#parts));
  }

  #register(name: ToolName, tool: vscode.LanguageModelTool<object>): void {
    this.#registrations.push(vscode.lm.registerTool(name, tool));
  }

  dispose(): void {
    for (const registration of this.#registrations.splice(0)) registration.dispose();
  }
}
