/** The resources of App Store Connect in the form of JSON:API: kept by type and id, with their relations in both directions. */

import { type JsonShape, type Shapes } from '../support/jsonShape.ts';
import { ConnectRefusal } from './connectErrors.ts';

export interface Resource {
  readonly type: string;
  readonly id: string;
  attributes: Record<string, unknown>;
  /** Ids by the name of the relation; one or several. */
  readonly links: Record<string, string | string[]>;
}

interface Relation {
  readonly to: string;
  readonly many: boolean;
  /** The relation is kept on the other side, under this name. */
  readonly via?: string;
}

const one = (to: string): Relation => ({ to, many: false });
const many = (to: string): Relation => ({ to, many: true });
const inverse = (to: string, via: string): Relation => ({ to, many: true, via });
const inverseOne = (to: string, via: string): Relation => ({ to, many: false, via });

/** Which resources are related, by the names of Apple's description. */
const relations: Readonly<Record<string, Readonly<Record<string, Relation>>>> = {
  apps: {
    ...Object.fromEntries(
      [
        'builds',
        'preReleaseVersions',
        'buildUploads',
        'betaGroups',
        'betaAppLocalizations',
        'appEncryptionDeclarations',
        'appInfos',
        'appStoreVersions',
        'reviewSubmissions',
        'webhooks',
      ].map((name) => [name, inverse(name, 'app')]),
    ),
    betaFeedbackScreenshotSubmissions: inverse('betaFeedbackScreenshotSubmissions', 'app'),
    betaFeedbackCrashSubmissions: inverse('betaFeedbackCrashSubmissions', 'app'),
    betaAppReviewDetail: inverseOne('betaAppReviewDetails', 'app'),
  },
  builds: {
    app: one('apps'),
    preReleaseVersion: one('preReleaseVersions'),
    appEncryptionDeclaration: one('appEncryptionDeclarations'),
    appStoreVersion: inverseOne('appStoreVersions', 'build'),
    buildBetaDetail: inverseOne('buildBetaDetails', 'build'),
    betaAppReviewSubmission: inverseOne('betaAppReviewSubmissions', 'build'),
    betaBuildLocalizations: inverse('betaBuildLocalizations', 'build'),
    betaGroups: inverse('betaGroups', 'builds'),
    individualTesters: inverse('betaTesters', 'builds'),
  },
  preReleaseVersions: { app: one('apps'), builds: inverse('builds', 'preReleaseVersion') },
  buildUploads: { app: one('apps'), build: one('builds'), buildUploadFiles: inverse('buildUploadFiles', 'buildUpload') },
  buildUploadFiles: { buildUpload: one('buildUploads') },
  buildBetaDetails: { build: one('builds') },
  buildBetaNotifications: { build: one('builds') },
  betaGroups: { app: one('apps'), builds: many('builds'), betaTesters: inverse('betaTesters', 'betaGroups') },
  betaTesters: { betaGroups: many('betaGroups'), builds: many('builds'), apps: many('apps') },
  betaTesterInvitations: { app: one('apps'), betaTester: one('betaTesters') },
  betaBuildLocalizations: { build: one('builds') },
  betaAppLocalizations: { app: one('apps') },
  betaAppReviewDetails: { app: one('apps') },
  betaAppReviewSubmissions: { build: one('builds') },
  betaFeedbackScreenshotSubmissions: { app: one('apps'), build: one('builds'), tester: one('betaTesters') },
  betaFeedbackCrashSubmissions: { app: one('apps'), build: one('builds'), tester: one('betaTesters'), crashLog: one('betaCrashLogs') },
  appStoreVersions: {
    app: one('apps'),
    build: one('builds'),
    appStoreVersionLocalizations: inverse('appStoreVersionLocalizations', 'appStoreVersion'),
    appStoreVersionPhasedRelease: inverseOne('appStoreVersionPhasedReleases', 'appStoreVersion'),
  },
  appEncryptionDeclarations: { app: one('apps'), builds: inverse('builds', 'appEncryptionDeclaration') },
  appInfos: { app: one('apps'), appInfoLocalizations: inverse('appInfoLocalizations', 'appInfo') },
  appInfoLocalizations: { appInfo: one('appInfos') },
  appStoreVersionLocalizations: {
    appStoreVersion: one('appStoreVersions'),
    appScreenshotSets: inverse('appScreenshotSets', 'appStoreVersionLocalization'),
  },
  appScreenshotSets: {
    appStoreVersionLocalization: one('appStoreVersionLocalizations'),
    appScreenshots: inverse('appScreenshots', 'appScreenshotSet'),
  },
  appScreenshots: { appScreenshotSet: one('appScreenshotSets') },
  appStoreVersionPhasedReleases: { appStoreVersion: one('appStoreVersions') },
  appStoreVersionReleaseRequests: { appStoreVersion: one('appStoreVersions') },
  reviewSubmissions: { app: one('apps'), items: inverse('reviewSubmissionItems', 'reviewSubmission') },
  reviewSubmissionItems: { reviewSubmission: one('reviewSubmissions'), appStoreVersion: one('appStoreVersions') },
  bundleIds: { profiles: inverse('profiles', 'bundleId'), bundleIdCapabilities: inverse('bundleIdCapabilities', 'bundleId') },
  bundleIdCapabilities: { bundleId: one('bundleIds') },
  profiles: { bundleId: one('bundleIds'), devices: many('devices'), certificates: many('certificates') },
  webhooks: { app: one('apps'), deliveries: inverse('webhookDeliveries', 'webhook') },
  webhookDeliveries: { webhook: one('webhooks') },
  webhookPings: { webhook: one('webhooks') },
};

export class Resources {
  /** Ids by what they belong to, where an order was given. */
  readonly #orders = new Map<string, readonly string[]>();
  readonly #all = new Map<string, Map<string, Resource>>();
  #count = 0;

  add(type: string, attributes: Record<string, unknown>, links: Record<string, string | string[]> = {}, id?: string): Resource {
    this.#count += 1;
    const resource: Resource = { type, id: id ?? `${type}-${this.#count}`, attributes, links };
    const kind = this.#all.get(type) ?? new Map<string, Resource>();
    kind.set(resource.id, resource);
    this.#all.set(type, kind);
    return resource;
  }

  list(type: string): Resource[] {
    return [...(this.#all.get(type)?.values() ?? [])];
  }

  find(type: string, id: string): Resource | undefined {
    return this.#all.get(type)?.get(id);
  }

  get(type: string, id: string): Resource {
    const found = this.find(type, id);
    if (found === undefined) {
      throw new ConnectRefusal(404, 'NOT_FOUND', `There is no resource of type '${type}' with id '${id}'`);
    }
    return found;
  }

  /** With what cannot be without it. */
  remove(resource: Resource): void {
    this.#all.get(resource.type)?.delete(resource.id);
    for (const kind of this.#all.values()) {
      for (const other of kind.values()) {
        for (const [name, linked] of Object.entries(other.links)) {
          if (relations[other.type]?.[name]?.to !== resource.type) continue;
          if (Array.isArray(linked)) other.links[name] = linked.filter((id) => id !== resource.id);
          else if (linked === resource.id) this.remove(other);
        }
      }
    }
  }

  relation(type: string, name: string): Relation | undefined {
    return relations[type]?.[name];
  }

  related(resource: Resource, name: string): Resource[] {
    const relation = this.relation(resource.type, name);
    if (relation === undefined) return [];
    if (relation.via === undefined) {
      const linked = resource.links[name] ?? [];
      return (Array.isArray(linked) ? linked : [linked]).map((id) => this.get(relation.to, id));
    }
    const { to, via } = relation;
    const order = this.#orders.get(`${resource.id}/${name}`) ?? [];
    const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
    const found = this.list(to).filter(({ links }) => [links[via] ?? []].flat().includes(resource.id));
    return found.sort((one, other) => place(one.id) - place(other.id));
  }

  order(resource: Resource, name: string, ids: readonly string[]): void {
    this.#orders.set(`${resource.id}/${name}`, ids);
  }

  /** Adds or takes away relations of several; on whichever side they are kept. */
  link(resource: Resource, name: string, ids: readonly string[], isAdded: boolean): void {
    const relation = this.relation(resource.type, name);
    if (relation === undefined) throw new ConnectRefusal(404, 'NOT_FOUND', `There is no relation ${name}`);
    const change = (holder: Resource, key: string, id: string): void => {
      const rest = [holder.links[key] ?? []].flat().filter((each) => each !== id);
      holder.links[key] = isAdded ? [...rest, id] : rest;
    };
    for (const id of ids) {
      const other = this.get(relation.to, id);
      if (relation.via === undefined) change(resource, name, id);
      else change(other, relation.via, resource.id);
    }
  }

  /** As Apple writes it: data of relations that are included, and of those that have no address of their own. */
  describe(resource: Resource, origin: string, shapes: Shapes, included: readonly string[] = []): unknown {
    const { type, id, attributes } = resource;
    const self = `${origin}/v1/${type}/${id}`;
    const shape = shapes[shapeName(type)]?.properties ?? {};
    const known = shape['attributes']?.properties ?? {};
    const told = Object.fromEntries(Object.entries(attributes).filter(([name]) => known[name] !== undefined));
    const relationships = Object.entries(shape['relationships']?.properties ?? {}).flatMap(([name, relationShape]: [string, JsonShape]) => {
      const relation = this.relation(type, name);
      if (relation === undefined) return [];
      const hasLinks = relationShape.properties?.['links'] !== undefined;
      const related =
        included.includes(name) || !hasLinks ? this.related(resource, name).map((each) => ({ type: each.type, id: each.id })) : [];
      const data = relation.many ? related : related[0];
      const links = { self: `${self}/relationships/${name}`, related: `${self}/${name}` };
      const isTold = (included.includes(name) || !hasLinks) && data !== undefined && relationShape.properties?.['data'] !== undefined;
      return hasLinks || isTold ? [[name, { ...(hasLinks && { links }), ...(isTold && { data }) }] as const] : [];
    });
    return {
      type,
      id,
      ...(Object.keys(told).length > 0 && { attributes: told }),
      ...(relationships.length > 0 && { relationships: Object.fromEntries(relationships) }),
      ...(shape['links'] !== undefined && { links: { self } }),
    };
  }
}

/** `apps` → `App`, `betaTesters` → `BetaTester`. */
function shapeName(type: string): string {
  // Apple writes it in two ways.
  if (type === 'preReleaseVersions') return 'PrereleaseVersion';
  const single = type.endsWith('ies') ? `${type.slice(0, -3)}y` : type.slice(0, -1);
  return single.charAt(0).toUpperCase() + single.slice(1);
}
