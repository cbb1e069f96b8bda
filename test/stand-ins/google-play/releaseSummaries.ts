/** What is live on a track, without an edit: `applications.tracks.releases.list`. */

import { badRequest, notFound } from '../support/googleRefusal.ts';
import { type PlayApp } from './playState.ts';

const mostReleases = 20;

export function releaseSummaries(app: PlayApp, parent: string): unknown {
  const track = /^applications\/[^/]+\/tracks\/([^/]+)$/u.exec(parent)?.[1];
  if (track === undefined) throw badRequest(`Invalid parent: ${parent}`);
  const releases = app.published.tracks[decodeURIComponent(track)];
  if (releases === undefined) throw notFound(`Track not found: ${track}`);
  return {
    releases: releases.slice(0, mostReleases).map(({ name, status, versionCodes = [] }) => ({
      releaseName: name,
      track,
      releaseLifecycleState: lifecycle(app, status),
      activeArtifacts: versionCodes.map((versionCode) => ({ versionCode: Number(versionCode) })),
    })),
  };
}

function lifecycle(app: PlayApp, status: string | undefined): string {
  if (status === 'draft') return 'RELEASE_LIFECYCLE_STATE_DRAFT';
  if (app.reviewByHand) return 'RELEASE_LIFECYCLE_STATE_NOT_SENT_FOR_REVIEW';
  return app.inReview ? 'RELEASE_LIFECYCLE_STATE_IN_REVIEW' : 'RELEASE_LIFECYCLE_STATE_PUBLISHED';
}
