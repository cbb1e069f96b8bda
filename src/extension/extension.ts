/** Where VS Code comes in. Everything is made by `composition.ts`; here it is only begun and ended. */

import type * as vscode from 'vscode';
import { compose, type Product } from './composition.ts';

let product: Product | undefined;

export function activate(context: vscode.ExtensionContext): void {
  product = compose(context);
  product.start();
}

/** VS Code waits a few seconds for this: packages being made are cancelled and leave nothing behind. */
export async function deactivate(): Promise<void> {
  await product?.stop();
  product = undefined;
}
