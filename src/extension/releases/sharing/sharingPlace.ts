/**
 * Under which address links lead to this machine: the one of the settings, VS Code's own port forwarding where the workspace
 * is remote, or a network interface, chosen by the person when there are several.
 */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { withoutEnd } from '../../../core/base/withoutEnd.ts';
import { lanAddresses, type LanAddress } from '../../../node/lanAddresses.ts';
import { readSetting } from '../../shared/settings.ts';

export interface SharingPlace {
  /** The address to listen on. */
  readonly host: string;
  /** Clients come through VS Code, which says under which address. */
  readonly isForwarded: boolean;
}

export const loopback = '127.0.0.1';

export interface PlaceChoice {
  readonly addresses?: readonly LanAddress[];
  /** Takes the first one, which phones most likely reach. */
  readonly asksNobody?: boolean;
}

export async function chooseSharingPlace({ addresses = lanAddresses(), asksNobody = false }: PlaceChoice = {}): Promise<SharingPlace> {
  const named = readSetting('sharing.address').trim();
  if (named !== '') return { host: named, isForwarded: false };
  if (vscode.env.remoteName !== undefined) return { host: loopback, isForwarded: true };
  const [first] = addresses;
  if (!first) throw Failure.of('no-network-address', {});
  if (addresses.length === 1 || asksNobody) return { host: first.address, isForwarded: false };
  const items = addresses.map((row, index) => ({
    label: row.address,
    description: row.interfaceName,
    ...(index === 0 && { detail: vscode.l10n.t('Most likely on your local network') }),
    ...(row.isVirtual && { detail: vscode.l10n.t('Container, virtual machine or tunnel; phones can rarely reach it') }),
    row,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Which address can phones use to reach this machine?'),
    placeHolder: vscode.l10n.t('Set mobileDistribution.sharing.address to skip this question'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!chosen) throw Failure.of('cancelled', {});
  return { host: chosen.row.address, isForwarded: false };
}

/** Where clients find a port of this machine that VS Code forwards, without a slash at the end. */
export async function forwardedOrigin(port: number): Promise<string> {
  const external = await vscode.env.asExternalUri(vscode.Uri.parse(`http://${loopback}:${port}/`));
  return withoutEnd(external.with({ query: '', fragment: '' }).toString(true), '/');
}
