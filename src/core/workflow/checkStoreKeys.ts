/**
 * Keys for stores that git tracks, or would take with the next commit: service accounts of Google (JSON with `"type": "service_account"`), keys of App Store Connect (`.p8`) and clients
 * of AppGallery Connect (JSON with `client_id` and `client_secret`), known by what is in them, in the app's folder and in those where people put them. The place is reported, never the key.
 */

import { storesOfKey } from '../stores/storeKeyFile.ts';
import { createIssue, type Issue } from '../base/issue.ts';
import { type ProjectFolder } from '../projects/projectFolder.ts';
import { type OpenedApp } from './openApp.ts';
import { type ProjectWorld } from './workflowWorld.ts';

const folders = [
  '',
  'android',
  'android/app',
  'app',
  'ios',
  'fastlane',
  'keys',
  'signing',
  'secrets',
  'credentials',
  'certificates',
  'config',
];
/** More files of these kinds in one folder are data. */
const mostFiles = 50;
/** All kinds are below 4 KB. */
const longestKey = 32 * 1024;

export async function checkStoreKeys(
  { paths, sourceControl }: Pick<ProjectWorld, 'paths' | 'sourceControl'>,
  { folder, projectFolder }: OpenedApp,
): Promise<readonly Issue[]> {
  const found = await Promise.all(folders.map(async (each) => await keysIn(projectFolder, each === '' ? [] : each.split('/'))));
  const issues: Issue[] = [];
  for (const segments of found.flat()) {
    const path = paths.join(folder, ...segments);
    const [shown, isTracked] = [segments.join('/'), await sourceControl.isTracked(path)];
    if (isTracked === true) issues.push(createIssue('store-key-tracked', { path: shown }, { file: path }));
    // Unknown says nothing: outside of a repository no one commits it.
    else if (isTracked === false && (await sourceControl.isIgnored?.(path)) === false)
      issues.push(createIssue('store-key-unignored', { path: shown }, { file: path }));
  }
  return issues;
}

async function keysIn(project: ProjectFolder, folder: readonly string[]): Promise<readonly (readonly string[])[]> {
  const names = (await project.entries(...folder)).filter(({ kind, name }) => kind === 'file' && /\.(?:json|p8)$/i.test(name));
  if (names.length > mostFiles) return [];
  const keys = await Promise.all(
    names.map(async ({ name }) => {
      const text = (await project.text(...folder, name)) ?? '';
      return isStoreKey(name, text) ? [[...folder, name]] : [];
    }),
  );
  return keys.flat();
}

function isStoreKey(name: string, text: string): boolean {
  return text.length <= longestKey && storesOfKey(name, text).length > 0;
}
