/** The keys that `when` clauses of package.json ask for. Set only here, so that no clause uses a key that is never set. */

import * as vscode from 'vscode';
import { type ContextKey } from './manifest.ts';

interface ContextValues {
  /** What the workspace holds: nothing, apps without settings only, or at least one app that is set up. */
  readonly 'mobileDistribution.appState': 'searching' | 'none' | 'notSetUp' | 'ready';
  /** Whether a package is being made. */
  readonly 'mobileDistribution.running': boolean;
  readonly 'mobileDistribution.sharing': boolean;
  /** Whether a package was made in this workspace, for the walkthrough. */
  readonly 'mobileDistribution.packageMade': boolean;
}

export async function setContext<Key extends ContextKey & keyof ContextValues>(key: Key, value: ContextValues[Key]): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}
