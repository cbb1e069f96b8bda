/** What a row of a store says at a glance, and which words of the stores mean it. */

import { type OtherStore } from '../../../core/workflow/publish/publishElsewhere.ts';

export type StoreRowState =
  | 'live'
  | 'rollout'
  | 'halted'
  | 'draft'
  | 'processing'
  | 'review'
  | 'rejected'
  | 'waiting'
  | 'ended'
  | 'unknown';

/** Icons of VS Code, and where it has a meaning a color of its theme. */
export const storeRowIcons: Readonly<Record<StoreRowState, readonly [icon: string, color?: string]>> = {
  live: ['pass', 'testing.iconPassed'],
  rollout: ['rocket', 'charts.blue'],
  halted: ['debug-pause', 'charts.yellow'],
  draft: ['edit'],
  processing: ['sync'],
  review: ['eye', 'charts.blue'],
  rejected: ['error', 'list.errorForeground'],
  waiting: ['clock'],
  ended: ['history'],
  unknown: ['question'],
};

/**
 * AppGallery's as `GalleryState` names them, Intune's `publishingState`, and Firebase's `androidPackageRegistrationState`. Huawei says `updating` both of
 * what is only prepared and of what is looked at, so it means nothing here.
 */
const states: Readonly<Record<OtherStore, ReadonlyMap<string, StoreRowState>>> = {
  appgallery: new Map<string, StoreRowState>([
    ['released', 'live'],
    ['rejected', 'rejected'],
    ['removed', 'ended'],
    ['releasing', 'processing'],
    ['in-review', 'review'],
    ['draft', 'draft'],
  ]),
  intune: new Map<string, StoreRowState>([
    ['notPublished', 'draft'],
    ['processing', 'processing'],
    ['published', 'live'],
  ]),
  firebase: new Map<string, StoreRowState>([['REGISTERED', 'live']]),
};

/** A word that is not in the table is `unknown`. */
export function elsewhereState(store: OtherStore, said: string | null): StoreRowState {
  return (said === null ? undefined : states[store].get(said)) ?? 'unknown';
}
