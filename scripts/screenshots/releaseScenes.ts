/** The view Releases, with a server of this machine and what is on it. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientOfFile, filledApp, fillServer, removeServerOfFile } from '../../test/support/filledServer.ts';
import { type VsCodeWindow } from '../vscode/vscodeWindow.ts';
import { releaseApp, ruledApp } from './pictureApps.ts';
import { createPackage, dismissNotifications, product, showQuestion } from './pictureGestures.ts';
import { type PictureScene } from './pictureScene.ts';

/** Where `npm run screenshots` keeps the user's own files. */
const serverFile = join(tmpdir(), 'mobile-distribution-pictures', 'config', 'mobile-distribution', 'server', 'server.json');

async function startServer(window: VsCodeWindow): Promise<void> {
  await window.runCommand(`${product}: Start Release Server…`);
  await window.answer('This Computer Only', 'Who can reach');
  await window.notification(/release server is running at/).waitFor();
  await dismissNotifications(window);
}

export const releaseScenes: readonly PictureScene[] = [
  {
    name: 'releases',
    about: 'The view Releases: a server, what waits for the developer, groups with testers, and releases with their destinations',
    size: { width: 1000, height: 900 },
    prepare: async (folder) => {
      await releaseApp(folder);
      mkdirSync(join(folder, '.vscode'), { recursive: true });
      writeFileSync(join(folder, '.vscode', 'settings.json'), '{ "mobileDistribution.server.port": 0 }');
      return folder;
    },
    show: async (window) => {
      await window.treeOfApps();
      await startServer(window);
      await fillServer(clientOfFile(serverFile));
      await window.runCommand('Mobile Distribution: Focus on Releases View');
      // Both views share the height: this one is looked at.
      await window.page.getByRole('button', { name: 'Apps Section', exact: true }).click();
      await window.runCommand(`${product}: Refresh Releases`);
      for (const row of [/Hello.*Android/s, /Devices waiting/, /^Feedback/, /^Groups/, /^Beta/, /\(7\).*#3/s]) {
        const found = window.treeRow(row);
        await found.waitFor();
        if ((await found.getAttribute('aria-expanded')) === 'false') await found.click();
      }
      await window.treeRow(/grace@example\.com/).waitFor();
      await window.treeRow(/jumps back/).waitFor();
    },
    end: async () => await removeServerOfFile(serverFile),
  },
  {
    name: 'release-groups',
    about: 'The groups that get a package, chosen by the release rules of its branch',
    size: { width: 1000, height: 600 },
    prepare: ruledApp,
    show: async (window) => {
      await window.treeOfApps();
      await startServer(window);
      const client = clientOfFile(serverFile);
      await client.ensureApp(filledApp, 'hello.apk');
      await client.createGroup(filledApp, 'QA', false);
      await client.createGroup(filledApp, 'Beta', true);
      await createPackage(window);
      await dismissNotifications(window);
      await window.runCommand(`${product}: Release Package…`);
      await window.answer('Hello', 'Which app on the server?');
      await showQuestion(window, 'debug.apk (1/');
    },
    end: async () => await removeServerOfFile(serverFile),
  },
];
