/** What is changed on Google Play without a package: releases on tracks, testers, and what is read of generated APKs. */

import { tokenAddresses } from '../google/googleAccount.ts';
import { Failure } from '../../base/failure.ts';
import { textField, objectField, type JsonObject } from '../jsonObject.ts';
import { inEdit, type EditedApp, type PlayApp, type PlayNetwork } from './inEdit.ts';
import { folderOf } from './playApi.ts';
import { type PlannedRequest } from './playRelease.ts';
import { changeTrack, type ChangedTrack, type TrackChange } from './trackChange.ts';

/** Promotes, rolls out, halts or resumes, once: what is so already is not changed. */
export async function changeRelease(network: PlayNetwork, app: PlayApp, change: TrackChange): Promise<EditedApp<ChangedTrack>> {
  return await inEdit(network, app, async (api, editId) => {
    const needsLanguage = change.kind === 'promote' && change.notes.has(undefined);
    const language = needsLanguage ? await api.defaultLanguage(editId) : undefined;
    const result = changeTrack(change, await api.tracks(editId), language ?? 'en-US');
    if (result.content) await api.updateTrack(editId, result.track, result.content);
    return { result, isChanged: result.content !== undefined };
  });
}

/** All requests of a change without trouble, in their order. */
export function plannedChange(change: TrackChange, app: PlayApp): readonly PlannedRequest[] {
  const { endpoint, packageName } = app;
  const edit = `${endpoint}${folderOf(packageName)}/edits/{editId}`;
  const track = change.kind === 'promote' ? change.to : change.track;
  const needsLanguage = change.kind === 'promote' && change.notes.has(undefined);
  return [
    ...tokenAddresses(app).map((url) => ({ method: 'POST' as const, url })),
    { method: 'POST', url: `${endpoint}${folderOf(packageName)}/edits`, body: {} },
    ...(needsLanguage ? [{ method: 'GET', url: `${edit}/details` }] : []),
    { method: 'GET', url: `${edit}/tracks` },
    { method: 'PUT', url: `${edit}/tracks/${encodeURIComponent(track)}` },
    { method: 'POST', url: `${edit}:validate` },
    { method: 'POST', url: `${edit}:commit` },
  ];
}

export interface TestersChange {
  readonly track: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** The Google Groups of a closed track afterwards. */
export async function changeTesters(network: PlayNetwork, app: PlayApp, change: TestersChange): Promise<EditedApp<readonly string[]>> {
  return await inEdit(network, app, async (api, editId) => {
    const current = await api.testers(editId, change.track);
    const kept = current.filter((each) => !change.remove.includes(each));
    const result = [...new Set([...kept, ...change.add])];
    const isChanged = result.length !== current.length || result.some((each, index) => each !== current[index]);
    if (isChanged) await api.updateTesters(editId, change.track, result);
    return { result, isChanged };
  });
}

/** Where people join a closed test. */
export function optInAddress(packageName: string): string {
  return `https://play.google.com/apps/testing/${encodeURIComponent(packageName)}`;
}

/** The id of the APK that installs on every device, as Google signed it. Fails with `store-generated-missing`. */
export function universalApkOf(
  generated: readonly JsonObject[],
  versionCode: number,
): { readonly downloadId: string; readonly certificate: string | null } {
  for (const each of generated) {
    const downloadId = textField(objectField(each, 'generatedUniversalApk'), 'downloadId');
    if (downloadId !== undefined) return { downloadId, certificate: textField(each, 'certificateSha256Hash') ?? null };
  }
  throw Failure.of('store-generated-missing', { store: 'Google Play', versionCode });
}
