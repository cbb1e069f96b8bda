/** The keys that `when` clauses of package.json ask for. Set only here, so that no clause uses a key that is never set. */

import * as vscode from 'vscode';
import { type ContextKey } from './manifest.ts';

interface ContextValues {
  /** What the workspace contains: nothing, apps without settings only, or at least one app that is set up. */
  readonly 'mobileDistribution.appState': 'searching' | 'none' | 'notSetUp' | 'ready';
  /** Whether no engine builds any of the apps; not set as long as that is not known. */
  readonly 'mobileDistribution.cannotBuild': boolean;
  /** Whether the view shows only packages that match a filter. */
  readonly 'mobileDistribution.filtered': boolean;
  /** Whether a web app is served for a preview. */
  readonly 'mobileDistribution.previewing': boolean;
  /** Whether a package is being made. */
  readonly 'mobileDistribution.running': boolean;
  readonly 'mobileDistribution.sharing': boolean;
  /** Whether a release server runs on this machine, regardless of who started it. */
  readonly 'mobileDistribution.serverRunning': boolean;
  /** Whether there is a release server to ask, here or elsewhere. */
  readonly 'mobileDistribution.serverKnown': boolean;
  /** Whether an account at a store is connected. */
  readonly 'mobileDistribution.storeConnected': boolean;
  /** Whether a package was made in this workspace, for the walkthrough. */
  readonly 'mobileDistribution.packageMade': boolean;
  /** Whether an app that is set up makes packages for the platform. */
  readonly 'mobileDistribution.hasAndroid': boolean;
  readonly 'mobileDistribution.hasIos': boolean;
  /** Whether the settings of an app name a keystore. */
  readonly 'mobileDistribution.hasKeystore': boolean;
  /** Whether an installation link was created in this window, for the walkthrough. */
  readonly 'mobileDistribution.linkGiven': boolean;
}

export async function setContext<Key extends ContextKey & keyof ContextValues>(key: Key, value: ContextValues[Key]): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}
