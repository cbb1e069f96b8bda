/** What the stand-in of Firebase App Distribution keeps. */

import { type PackageFacts } from '../support/packageFacts.ts';
import { type StoredFile } from '../support/storedFile.ts';

export interface FirebaseAppOptions {
  /** As the console shows it, `1:PROJECT:android:HASH`: its second part is the number of the project. */
  readonly appId: string;
  /** Package name or bundle id; files of other packages are refused. */
  readonly identifier: string;
  /** Whether bundles may be uploaded: `INTEGRATED` if omitted. */
  readonly aabState?: string;
  /** Names of groups that exist in the project. */
  readonly groups?: readonly string[];
}

export interface FirebaseRelease {
  readonly name: string;
  readonly kind: 'IPA' | 'APK' | 'AAB';
  facts: PackageFacts;
  file: StoredFile;
  created: number;
  updated: number;
  notes: string | undefined;
  readonly testers: Set<string>;
  readonly groups: Set<string>;
  /** How often the release was distributed: each time testers get a mail. */
  distributions: number;
}

export interface FirebaseApp {
  /** `projects/PROJECT/apps/APP`. */
  readonly name: string;
  readonly project: string;
  readonly platform: 'android' | 'ios';
  readonly identifier: string;
  aabState: string;
  readonly releases: FirebaseRelease[];
}

export interface FirebaseProject {
  /** Mail addresses. */
  readonly testers: Set<string>;
  /** Members by alias. */
  readonly groups: Map<string, Set<string>>;
}

/** The number of the project is a part of the id of the app. */
export function createFirebaseApp({ appId, identifier, aabState = 'INTEGRATED' }: FirebaseAppOptions): FirebaseApp {
  const [, number, platform] = appId.split(':');
  if (number === undefined || (platform !== 'android' && platform !== 'ios')) throw new Error(`${appId} is no id of an app`);
  const project = `projects/${number}`;
  return { name: `${project}/apps/${appId}`, project, platform, identifier, aabState, releases: [] };
}

export function describeRelease({ name, kind, facts, created, updated, notes }: FirebaseRelease): unknown {
  const path = name.replace(/^projects\//u, '');
  return {
    name,
    ...(notes !== undefined && { releaseNotes: { text: notes } }),
    displayVersion: facts.version,
    buildVersion: String(facts.versionCode),
    createTime: new Date(created).toISOString(),
    updateTime: new Date(updated).toISOString(),
    firebaseConsoleUri: `https://console.firebase.google.com/project/${path}`,
    testingUri: `https://appdistribution.firebase.google.com/testerapps/${path}`,
    binaryDownloadUri: `https://firebaseappdistribution.googleapis.com/app-binary-downloads/${path}`,
    binaryType: kind,
  };
}
