/** TestFlight beside publishing: groups, testers, builds with their states, and what testers send back. */

import { Failure } from '../../base/failure.ts';
import { numberField, objectsField, textField } from '../jsonObject.ts';
import { type ConnectApi, relatedId, type Resource } from './connectApi.ts';
import { connectName, ConnectRefusal, unlessThere } from './connectRefusal.ts';

export interface BetaGroup {
  readonly id: string;
  readonly name: string;
  readonly isInternal: boolean;
  /** Then Apple refuses to give it one. */
  readonly getsEveryBuild: boolean;
  /** By which anyone joins, when it is enabled. */
  readonly publicLink: string | null;
  readonly publicLinkLimit: number | null;
}

export async function listGroups(api: ConnectApi, appId: string): Promise<readonly BetaGroup[]> {
  return (await api.list('/v1/betaGroups', { 'filter[app]': appId })).map(groupOf);
}

/** Internal groups can. */
export function getsEveryBuild({ attributes }: Resource): boolean {
  return attributes['isInternalGroup'] === true && attributes['hasAccessToAllBuilds'] === true;
}

function groupOf(group: Resource): BetaGroup {
  const { id, attributes } = group;
  const hasLink = attributes['publicLinkEnabled'] === true;
  return {
    id,
    name: textField(attributes, 'name') ?? '',
    isInternal: attributes['isInternalGroup'] === true,
    getsEveryBuild: getsEveryBuild(group),
    publicLink: hasLink ? (textField(attributes, 'publicLink') ?? null) : null,
    publicLinkLimit: hasLink ? (numberField(attributes, 'publicLinkLimit') ?? null) : null,
  };
}

export interface NewBetaGroup {
  readonly name: string;
  readonly isInternal: boolean;
  /** How many people may join by a public link; `undefined` for no link. */
  readonly publicLinkLimit: number | undefined;
}

/** A group of that name is left as it is. */
export async function createGroup(api: ConnectApi, appId: string, { name, isInternal, publicLinkLimit }: NewBetaGroup): Promise<BetaGroup> {
  const found = (await listGroups(api, appId)).find((each) => each.name === name);
  if (found) return found;
  const link = publicLinkLimit !== undefined && { publicLinkEnabled: true, publicLinkLimitEnabled: true, publicLinkLimit };
  const attributes = { name, isInternalGroup: isInternal, ...(isInternal && { hasAccessToAllBuilds: true }), ...link };
  return groupOf(await api.create('/v1/betaGroups', { type: 'betaGroups', attributes, relationships: { app: ['apps', appId] } }, false));
}

/** Fails with `store-group-unknown`. */
export async function findGroup(api: ConnectApi, appId: string, name: string): Promise<BetaGroup> {
  const known = await listGroups(api, appId);
  const group = known.find((each) => each.name === name);
  if (group) return group;
  const names = known.map((each) => each.name).toSorted();
  throw Failure.of('store-group-unknown', { store: connectName, group: name, known: names.join(', ') });
}

export interface BetaTester {
  readonly id: string;
  /** Those who joined by a public link have none. */
  readonly email: string | null;
  readonly name: string | null;
  /** `NOT_INVITED`, `INVITED`, `ACCEPTED`, `INSTALLED` or `REVOKED`, as Apple says it. */
  readonly state: string | null;
}

/** Of a group, or of the whole app. */
export async function listTesters(api: ConnectApi, appId: string, groupId: string | undefined): Promise<readonly BetaTester[]> {
  const query: Readonly<Record<string, string>> = groupId === undefined ? { 'filter[apps]': appId } : { 'filter[betaGroups]': groupId };
  return (await api.list('/v1/betaTesters', query)).map(testerOf);
}

function testerOf({ id, attributes }: Resource): BetaTester {
  const names = [textField(attributes, 'firstName'), textField(attributes, 'lastName')].filter((each) => each !== undefined && each !== '');
  const [email, state] = [textField(attributes, 'email') ?? null, textField(attributes, 'state') ?? null];
  return { id, email, name: names.length === 0 ? null : names.join(' '), state };
}

export interface NewTester {
  readonly email: string;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
}

/** Someone whom Apple knows already is only put into the group. */
export async function addTester(api: ConnectApi, groupId: string, { email, firstName, lastName }: NewTester): Promise<void> {
  const attributes = { email, ...(firstName !== undefined && { firstName }), ...(lastName !== undefined && { lastName }) };
  const relationships = { betaGroups: ['betaGroups', [groupId]] } as const;
  try {
    await api.create('/v1/betaTesters', { type: 'betaTesters', attributes, relationships });
  } catch (error) {
    if (!(error instanceof ConnectRefusal && error.status === 409)) throw error;
    const known = (await api.list('/v1/betaTesters', { 'filter[email]': email }))[0];
    if (!known) throw error;
    const group = `/v1/betaGroups/${encodeURIComponent(groupId)}`;
    await unlessThere(api.relate(`${group}/relationships/betaTesters`, 'betaTesters', known.id), async () =>
      (await api.list('/v1/betaTesters', { 'filter[betaGroups]': groupId })).some(({ id }) => id === known.id),
    );
  }
}

/** Whether the group had the tester. */
export async function removeTester(api: ConnectApi, appId: string, groupId: string, email: string): Promise<boolean> {
  const wanted = email.toLowerCase();
  const tester = (await listTesters(api, appId, groupId)).find((each) => each.email?.toLowerCase() === wanted);
  if (!tester) return false;
  await api.unrelate(`/v1/betaGroups/${encodeURIComponent(groupId)}/relationships/betaTesters`, 'betaTesters', tester.id);
  return true;
}

export interface BetaBuild {
  readonly id: string;
  readonly version: string | null;
  readonly build: string;
  readonly uploadedAt: string | null;
  readonly isExpired: boolean;
  /** `PROCESSING`, `FAILED`, `INVALID` or `VALID`. */
  readonly processing: string | null;
  readonly internalState: string | null;
  readonly externalState: string | null;
}

/** Those for iOS, the newest first: a record has builds for a Mac or Apple TV too, whose numbers are their own. */
export async function listBuilds(
  api: ConnectApi,
  appId: string,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly BetaBuild[]> {
  const { data, included } = await api.listWith('/v1/builds', {
    'filter[app]': appId,
    'filter[preReleaseVersion.platform]': 'IOS',
    sort: '-uploadedDate',
    include: 'preReleaseVersion,buildBetaDetail',
    ...query,
  });
  return data.map((build) => {
    const related = (name: string): Resource | undefined =>
      included.find(({ id, type }) => id === relatedId(build, name) && type.startsWith(name));
    const detail = related('buildBetaDetail')?.attributes;
    const { attributes } = build;
    return {
      id: build.id,
      version: textField(related('preReleaseVersion')?.attributes, 'version') ?? null,
      build: textField(attributes, 'version') ?? '',
      uploadedAt: textField(attributes, 'uploadedDate') ?? null,
      isExpired: attributes['expired'] === true,
      processing: textField(attributes, 'processingState') ?? null,
      internalState: textField(detail, 'internalBuildState') ?? null,
      externalState: textField(detail, 'externalBuildState') ?? null,
    };
  });
}

/** Fails with `store-build-unknown`. */
export async function findBuild(api: ConnectApi, appId: string, build: string, version?: string): Promise<BetaBuild> {
  const query = { 'filter[version]': build, ...(version !== undefined && { 'filter[preReleaseVersion.version]': version }) };
  const found = (await listBuilds(api, appId, query)).find((each) => each.build === build);
  if (!found) throw Failure.of('store-build-unknown', { store: connectName, build });
  return found;
}

/** The highest build number that is a whole number; `null` without one. */
export function highestBuild(builds: readonly BetaBuild[]): number | null {
  const numbers = builds.flatMap(({ build }) => (/^\d{1,15}$/.test(build) ? [Number(build)] : []));
  return numbers.length === 0 ? null : Math.max(...numbers);
}

/** No one can install it any more. Whether it was not expired before. */
export async function expireBuild(api: ConnectApi, { id, isExpired }: BetaBuild): Promise<boolean> {
  if (isExpired) return false;
  await api.update('/v1/builds', 'builds', id, { expired: true });
  return true;
}

export interface BetaFeedback {
  readonly id: string;
  readonly kind: 'screenshot' | 'crash';
  readonly createdAt: string | null;
  readonly comment: string | null;
  readonly email: string | null;
  readonly deviceModel: string | null;
  readonly osVersion: string | null;
  /** Addresses that end after a while. */
  readonly screenshots: readonly string[];
}

/** The newest first. */
export async function listFeedback(api: ConnectApi, appId: string): Promise<readonly BetaFeedback[]> {
  const path = `/v1/apps/${encodeURIComponent(appId)}`;
  const query = { sort: '-createdDate' };
  const screenshots = await api.list(`${path}/betaFeedbackScreenshotSubmissions`, query);
  const crashes = await api.list(`${path}/betaFeedbackCrashSubmissions`, query);
  const all = [...screenshots.map((each) => feedbackOf(each, 'screenshot')), ...crashes.map((each) => feedbackOf(each, 'crash'))];
  return all.toSorted((one, other) => (other.createdAt ?? '').localeCompare(one.createdAt ?? ''));
}

function feedbackOf({ id, attributes }: Resource, kind: BetaFeedback['kind']): BetaFeedback {
  const text = (name: string): string | null => textField(attributes, name) ?? null;
  return {
    id,
    kind,
    createdAt: text('createdDate'),
    comment: text('comment'),
    email: text('email'),
    deviceModel: text('deviceModel'),
    osVersion: text('osVersion'),
    screenshots: objectsField(attributes, 'screenshots').flatMap((each) => textField(each, 'url') ?? []),
  };
}

/** The text of a crash log. Fails with `store-feedback-unknown`. */
export async function readCrashLog(api: ConnectApi, feedbackId: string): Promise<string> {
  const log = await api.find(`/v1/betaFeedbackCrashSubmissions/${encodeURIComponent(feedbackId)}/crashLog`);
  const text = textField(log?.attributes, 'logText');
  if (text === undefined) throw Failure.of('store-feedback-unknown', { store: connectName, id: feedbackId });
  return text;
}
