/** What is said about something that happened, in every format the same: read from the records when it is sent. */

import { storeStates } from '../use-cases/storeReports.ts';
import { readFacts } from '../model/storedJson.ts';
import { type Happening } from '../model/webhooks.ts';
import { downloadAddress, iconAddress, pageAddress } from '../dialects/addresses.ts';
import { type ReleaseWorld } from '../use-cases/releaseWorld.ts';

export interface News {
  readonly event: Happening['event'];
  readonly at: string;
  readonly appId: string;
  readonly appName: string;
  readonly appDisplayName: string;
  readonly owner: string;
  readonly os: string;
  /** The rest is empty where no release belongs to it. */
  readonly releaseId: number | null;
  readonly version: string;
  readonly shortVersion: string;
  readonly notes: string;
  readonly sizeBytes: number | null;
  readonly sha256: string;
  readonly fingerprint: string;
  readonly appIdentifier: string;
  readonly minimumOs: string;
  readonly profileName: string;
  readonly profileKind: string;
  readonly uploadedAt: string;
  readonly isMandatory: boolean;
  readonly groupId: string;
  readonly groupName: string;
  readonly installUrl: string;
  readonly downloadUrl: string;
  readonly iconUrl: string;
  /** Of feedback; what a store says of the release. */
  readonly author: string;
  readonly text: string;
  readonly storeName: string;
  readonly udid: string;
  readonly device: string;
}

/** `undefined` when what it is about is gone: then there is nothing to say any more. */
export async function readNews({ records, stores }: ReleaseWorld, happening: Happening, baseUrl: string): Promise<News | undefined> {
  const { event, at, appId, releaseId, groupId, feedbackId, udid, storeId = null } = happening;
  const app = await records.one('app', { id: appId });
  const owner = app && (await records.one('account', { id: app.ownerId }));
  if (!app || !owner) return undefined;
  const release = releaseId === null ? undefined : await records.one('release', { id: releaseId, deletedAt: null });
  if (event === 'release' && !release?.isEnabled) return undefined;
  const group = groupId === null ? undefined : await records.one('group', { id: groupId });
  const destination = release && group && (await records.one('destination', { targetId: group.id, releaseId: release.id }));
  // It was taken back before anyone was told.
  if (event === 'release' && group && !destination) return undefined;
  const feedback = feedbackId === null ? undefined : await records.one('feedback', { id: feedbackId });
  if (event === 'feedback' && !feedback) return undefined;
  if (event === 'store' && (!release || storeId === null)) return undefined;
  const storeState =
    release && storeId !== null
      ? (await storeStates({ records }, [{ targetId: storeId, releaseId: release.id }]))(storeId, release.id)
      : null;
  const device = udid === null ? undefined : await records.one('device', { udid });
  const facts = release && readFacts(release.facts);
  return {
    event,
    at,
    appId,
    appName: app.name,
    appDisplayName: app.displayName,
    owner: owner.name,
    os: app.os,
    releaseId: release?.number ?? null,
    version: release?.version ?? '',
    shortVersion: release?.shortVersion ?? '',
    notes: release?.notes ?? '',
    sizeBytes: release && release.externalUrl === null ? release.sizeBytes : null,
    sha256: release?.sha256 ?? '',
    fingerprint: release?.md5 ?? '',
    appIdentifier: facts?.identifier ?? '',
    minimumOs: facts?.minimumOs ?? '',
    profileName: facts?.profileName ?? '',
    profileKind: facts?.profileKind ?? '',
    uploadedAt: release?.uploadedAt ?? '',
    isMandatory: destination?.isMandatory ?? false,
    groupId: group?.id ?? '',
    groupName: group?.displayName ?? '',
    installUrl: release ? pageAddress(baseUrl, release) : '',
    downloadUrl: release ? downloadAddress(baseUrl, release) : '',
    iconUrl: release ? iconAddress(baseUrl, release) : '',
    author: feedback?.author ?? '',
    text: feedback?.text ?? storeState ?? '',
    storeName: stores?.list().find(({ id }) => id === storeId)?.name ?? '',
    udid: udid ?? '',
    device: feedback?.device ?? device?.model ?? '',
  };
}

/** One line for people. */
export function headlineOf(news: News): string {
  switch (news.event) {
    case 'release':
      return `${news.appDisplayName} ${news.shortVersion} (${news.version}) is available${news.groupName === '' ? '' : ` for ${news.groupName}`}`;
    case 'feedback':
      return `New feedback on ${news.appDisplayName} ${news.shortVersion} (${news.version})${news.author === '' ? '' : ` from ${news.author}`}`;
    case 'store':
      return `${news.appDisplayName} ${news.shortVersion} (${news.version}) at ${news.storeName}: ${news.text}`;
    case 'device':
      return `A device waits for ${news.appDisplayName}: ${news.device === '' ? news.udid : `${news.device} (${news.udid})`}`;
  }
}

/** What follows the line: release notes, or what the tester wrote. */
export function bodyOf(news: News): string {
  return news.event === 'release' ? news.notes : news.text;
}
