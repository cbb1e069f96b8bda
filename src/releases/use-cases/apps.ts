/** Apps: each has a name that is unique for its owner, and begins with the group *Collaborators*. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { defaultGroup, nameFor, problemOfDisplayName, problemOfName } from '../model/names.ts';
import { appPlatforms, appSystems } from '../model/releaseKinds.ts';
import { type Row } from '../model/tables.ts';
import { ownedAccounts, requireAccountToken, requireOwner, requireWrite, roleOfMembership, type App, withRole } from './access.ts';
import { audit } from './auditLog.ts';
import { removeUnused } from './blobUse.ts';
import { newId } from './identifiers.ts';
import { packagesOf } from './releases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

export interface AppInput {
  readonly displayName: string;
  readonly os: string;
  readonly platform: string;
  readonly name?: string | undefined;
  readonly releaseType?: string | undefined;
  readonly description?: string | undefined;
}

export interface AppChanges {
  readonly displayName?: string | undefined;
  readonly name?: string | undefined;
  readonly releaseType?: string | undefined;
  readonly description?: string | undefined;
}

/** By name. */
export async function listApps({ records }: ReleaseWorld, actor: Actor, ownerName?: string): Promise<readonly App[]> {
  const ids = [...(await ownedAccounts(records, actor))];
  const owners = await records.find('account', { where: { id: ids, ...(ownerName !== undefined && { name: ownerName }) } });
  const apps = await records.find('app', {
    where: { ownerId: owners.map(({ id }) => id), ...(actor.appId !== null && { id: actor.appId }) },
    order: [['name', 'ascending']],
  });
  const byId = new Map(owners.map((owner) => [owner.id, owner]));
  return apps.flatMap((app) => {
    const owner = byId.get(app.ownerId);
    return owner ? [{ ...app, owner }] : [];
  });
}

/** `ownerName` is the actor when absent, or an organization of theirs. */
export async function createApp(world: ReleaseWorld, actor: Actor, input: AppInput, ownerName?: string): Promise<App> {
  requireWrite(actor);
  requireAccountToken(actor);
  const { displayName, os, platform, name = nameFor(displayName), releaseType, description } = input;
  const reason =
    problemOfDisplayName(displayName) ??
    problemOfName(name) ??
    problemOfText(releaseType) ??
    problemOfText(description) ??
    problemOfKind(os, platform);
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  const createdAt = world.clock.now().toISOString();
  return await world.records.transaction(async (transaction) => {
    const owned = await ownedAccounts(transaction, actor);
    const owner = await transaction.one('account', ownerName === undefined ? { id: actor.userId } : { name: ownerName });
    const membership = await transaction.one('membership', { organizationId: owner?.id ?? '', userId: actor.userId });
    if (membership) requireWrite(withRole(actor, roleOfMembership(membership.role)));
    if (!owner || !owned.has(owner.id)) throw Failure.of('release-not-found', { what: phrase('Owner'), name: ownerName ?? '' });
    const app: Row<'app'> = {
      id: newId(world.random),
      secret: newId(world.random),
      ownerId: owner.id,
      name,
      displayName,
      os,
      platform,
      releaseType: releaseType ?? null,
      description: description ?? null,
      lastReleaseNumber: 0,
      createdAt,
      updatedAt: createdAt,
    };
    if (!(await transaction.insert('app', app)))
      throw Failure.of('release-conflict', { what: phrase('App'), name: `${owner.name}/${name}` });
    const group = {
      id: newId(world.random),
      appId: app.id,
      organizationId: null,
      name: defaultGroup,
      displayName: defaultGroup,
      isPublic: false,
      createdAt,
    };
    await transaction.insert('group', group);
    await audit(world, transaction, actor, { action: 'app.create', subject: app.id, appId: app.id, details: { owner: owner.name, name } });
    return { ...app, owner };
  });
}

export async function updateApp(world: ReleaseWorld, actor: Actor, app: App, changes: AppChanges): Promise<App> {
  requireOwner(actor);
  const { displayName, name, releaseType, description } = changes;
  const reason =
    (displayName === undefined ? undefined : problemOfDisplayName(displayName)) ??
    (name === undefined ? undefined : problemOfName(name)) ??
    problemOfText(releaseType) ??
    problemOfText(description);
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  return await world.records.transaction(async (transaction) => {
    const same = name === undefined ? undefined : await transaction.one('app', { ownerId: app.ownerId, name });
    if (name !== undefined && same && same.id !== app.id) throw Failure.of('release-conflict', { what: phrase('App'), name });
    const changed = {
      ...(displayName !== undefined && { displayName }),
      ...(name !== undefined && { name }),
      ...(releaseType !== undefined && { releaseType }),
      ...(description !== undefined && { description }),
      updatedAt: world.clock.now().toISOString(),
    };
    await transaction.update('app', { id: app.id }, changed);
    await audit(world, transaction, actor, { action: 'app.update', subject: app.id, appId: app.id, details: changed });
    return { ...app, ...changed };
  });
}

/** With its releases and groups. */
export async function deleteApp(world: ReleaseWorld, actor: Actor, app: App): Promise<void> {
  requireOwner(actor);
  requireAccountToken(actor);
  const { packages, uploads } = await world.records.transaction(async (transaction) => {
    const of = { appId: app.id };
    const releases = await transaction.pick('release', ['id', 'sha256', 'bundleSha256'], { where: of });
    const symbolUploads = await transaction.find('symbolUpload', { where: of });
    const symbols = await transaction.pick('symbols', ['sha256'], { where: { releaseId: releases.map(({ id }) => id) } });
    const uploads = [...(await transaction.find('upload', { where: of })), ...symbolUploads];
    const blocks = await transaction.pick('symbolBlock', ['sha256'], { where: { uploadId: symbolUploads.map(({ id }) => id) } });
    const removed = { packages: [...releases.flatMap(packagesOf), ...[...symbols, ...blocks].map(({ sha256 }) => sha256)], uploads };
    await transaction.remove('app', { id: app.id });
    await audit(world, transaction, actor, {
      action: 'app.delete',
      subject: app.id,
      appId: app.id,
      details: { owner: app.owner.name, name: app.name },
    });
    return removed;
  });
  for (const { id } of uploads) await world.blobs.discardUpload(id);
  await removeUnused(world, [...packages, ...uploads.flatMap(({ sha256 }) => sha256 ?? [])]);
}

function problemOfKind(os: string, platform: string): string | undefined {
  if (!appSystems.some((system) => system === os)) return phrase('the operating system is not one of those that apps can have');
  return appPlatforms.some((known) => known === platform) ? undefined : phrase('the platform is not one of those that apps can have');
}

function problemOfText(text: string | undefined): string | undefined {
  return text !== undefined && text.length > 1000 ? phrase('the text is longer than 1000 characters') : undefined;
}
