/** What Intune, AppGallery and Firebase say before a publication: whether they have the app, and the groups that get it. */

import { Failure, isFailure } from '../../../base/failure.ts';
import { isCancelled } from '../../../base/cancellation.ts';
import { type PackageDescription } from '../../../packages/describePackage.ts';
import { firebaseFailure, openFirebase } from '../../../stores/firebase/firebaseApi.ts';
import { requireFirebaseGroups } from '../../../stores/firebase/firebaseGroups.ts';
import { requireIntuneGroups } from '../../../stores/intune/assignApp.ts';
import { intuneFailure, openIntune } from '../../../stores/intune/intuneApi.ts';
import { hasOpenPublication } from '../../../stores/publishJournal.ts';
import { storeTitles } from '../../../stores/storeAccount.ts';
import { type PublicationWorld } from '../../../stores/storePublication.ts';
import { explained } from '../../../stores/storeRefusal.ts';
import { elsewhereStatus } from '../../stores/elsewhereStatus.ts';
import { firebaseAppOf, intuneAccountOf, type StoreSource } from '../../stores/openStore.ts';
import { type OtherStore } from '../publishElsewhere.ts';
import { passed, type PreflightRow, refused, unknown } from './preflightRows.ts';

export interface ElsewhereQuestion {
  readonly source: StoreSource;
  /** Aliases, ids of groups, and for Firebase mail addresses, which need not be known. */
  readonly groups?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

export async function elsewhereRows(
  world: PublicationWorld,
  store: OtherStore,
  { source, groups = [], signal }: ElsewhereQuestion,
  inspection: NonNullable<PackageDescription['inspection']>,
  appIdentifier: string,
): Promise<readonly PreflightRow[]> {
  const platform = inspection.format === 'ipa' ? 'ios' : 'android';
  const { releases, highest } = await elsewhereStatus(world, store, source, { appIdentifier, platform }, signal);
  // Intune gets apps that it does not have; a project of Firebase was found, or there would be no answer.
  const isThere = store === 'intune' && releases.length === 0 ? unknown('store') : passed('store');
  return [
    isThere,
    await codeRow(world, store, inspection, appIdentifier, highest),
    ...(await groupRows(world, store, source, groups, signal)),
  ];
}

/** The others take a version again, and a publication that was refused after its upload goes on with the one that is there. */
async function codeRow(
  world: PublicationWorld,
  store: OtherStore,
  inspection: NonNullable<PackageDescription['inspection']>,
  appIdentifier: string,
  highest: number | null,
): Promise<PreflightRow> {
  const versionCode = Number(inspection.versionCode);
  if (store !== 'appgallery' || highest === null || versionCode > highest) return passed('version-code');
  if (await hasOpenPublication(world, store, appIdentifier)) return passed('version-code');
  const facts = { store: storeTitles[store], versionCode, highest, next: highest + 1 };
  return refused('version-code', Failure.of('store-version-code-low', facts));
}

async function groupRows(
  world: PublicationWorld,
  store: OtherStore,
  source: StoreSource,
  groups: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly PreflightRow[]> {
  const names = groups.filter((each) => !each.includes('@'));
  if (store === 'appgallery' || names.length === 0) return [];
  try {
    if (store === 'firebase') {
      const app = firebaseAppOf(source, signal);
      await explained(
        () => requireFirebaseGroups(openFirebase(world, app), app.appId, names),
        (refusal) => firebaseFailure(refusal, app),
      );
    } else {
      const account = intuneAccountOf(source, signal);
      await explained(
        () => requireIntuneGroups(openIntune(world, account).api, names),
        (refusal) => intuneFailure(refusal, account),
      );
    }
    return [passed('groups')];
  } catch (error) {
    if (!isFailure(error) || isCancelled(error)) throw error;
    // Reading groups is a right of its own, which publishing does not need.
    return [isFailure(error, 'store-group-unknown') ? refused('groups', error) : unknown('groups', error)];
  }
}
