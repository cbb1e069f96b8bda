/** Gestures that several scenes begin with. */

import { settledQuickInput } from '../vscode/quickInput.ts';
import { type VsCodeWindow } from '../vscode/vscodeWindow.ts';
import { picturePassword } from './pictureApps.ts';

export const product = 'Mobile Distribution';
export const form = 'App identifier';

export async function showReleaseApp(window: VsCodeWindow): Promise<void> {
  await window.treeOfApps();
  await window.treeRow(/Keystore/).waitFor();
  await window.runCommand(`${product}: Set Password…`);
  await window.answer(picturePassword, 'Keystore password');
  await window.treeRow(/Keystore.*valid until/s).waitFor();
}

export async function openForm(window: VsCodeWindow): Promise<void> {
  await window.runCommand(`${product}: Configure Package Settings`);
  await window.webview(form);
}

export async function openAsText(window: VsCodeWindow): Promise<void> {
  await openForm(window);
  await (await window.webview(form)).getByText('Open as Text').click();
  await window.page.locator('.monaco-editor .view-line').filter({ hasText: 'android' }).first().waitFor();
}

export async function createPackage(window: VsCodeWindow): Promise<void> {
  await window.runCommand(`${product}: Create Android Package`);
  await window.notification('is ready').waitFor();
}

export async function showInstallPanel(window: VsCodeWindow): Promise<void> {
  await showReleaseApp(window);
  await createPackage(window);
  await dismissNotifications(window);
  await window.runCommand(`${product}: Show Install QR Code`);
  await window.pressInDialog(/^Share$/);
  // With the code, not while the link is being created.
  await window.webview('Stop Sharing');
}

/** The page with the QR code of a preview; VS Code asks whether the address may be opened, or says that it was. */
export async function previewForPhones(window: VsCodeWindow): Promise<void> {
  await window.answer('Phones on the Same Network', 'on which devices?');
  const dialog = window.page.locator('.monaco-dialog-box');
  await dialog.or(window.page.locator('.notification-list-item')).first().waitFor();
  if (await dialog.isVisible()) await window.page.keyboard.press('Escape');
  await window.webview('Scan the code');
}

/** A question of the product with all that it offers. */
export async function showQuestion(window: VsCodeWindow, title: string): Promise<void> {
  await window.question.filter({ hasText: title }).waitFor();
  await settledQuickInput(window.page);
}

/** Opens the list of notifications, where they stay: popped up, they would be gone before the last picture. */
export async function showNotifications(window: VsCodeWindow): Promise<void> {
  await window.runCommand('Notifications: Show Notifications');
  await window.page.locator('.notifications-center.visible').waitFor();
}

export async function dismissNotifications(window: VsCodeWindow): Promise<void> {
  await window.runCommand('Notifications: Clear All Notifications');
  await window.page.locator('.notification-list-item').first().waitFor({ state: 'hidden' });
}
