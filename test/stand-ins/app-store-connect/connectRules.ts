/** What App Store Connect demands beyond its description when resources are made, changed and related; one row a kind. */

import { randomUUID } from 'node:crypto';
import { type BuildUploads, betaStates, setState, stateOf } from './buildUploads.ts';
import { ConnectRefusal, duplicate, wrongState } from './connectErrors.ts';
import { type Resource, type Resources } from './resources.ts';
import { commitScreenshot, reserveScreenshot } from './screenshots.ts';

export interface RuleWorld {
  readonly resources: Resources;
  readonly uploads: BuildUploads;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Devices of each class that a team may register in a year. */
  readonly deviceLimit: number;
  /** Certificates of each type. */
  readonly certificateLimit: number;
  /** The file of a profile with these devices. */
  /** DER of a certificate for the key of a request (PEM). */
  readonly writeCertificate: (request: string, serial: string) => Uint8Array;
  readonly writeProfile: (uuid: string, udids: readonly string[]) => Uint8Array;
}

type Rule = (resource: Resource, world: RuleWorld, given: Readonly<Record<string, unknown>>) => void;

const deviceClasses = ['IPHONE', 'IPAD'];

/** A resource is there with its attributes and links; the rule completes it, or throws, and then it is taken away again. */
export const createRules: Readonly<Record<string, Rule>> = {
  buildUploads: (upload, { resources, uploads, now }) => {
    const taken = new Set(['PROCESSING', 'COMPLETE', ...(uploads.options.begunKeepsNumber === true ? ['AWAITING_UPLOAD'] : [])]);
    const same = (other: Resource): boolean =>
      other !== upload &&
      ['cfBundleVersion', 'cfBundleShortVersionString', 'platform'].every((name) => other.attributes[name] === upload.attributes[name]) &&
      other.links['app'] === upload.links['app'] &&
      taken.has(stateOf(other));
    const isBuilt = resources.list('builds').some((build) => {
      const [train] = resources.related(build, 'preReleaseVersion');
      const { cfBundleVersion, cfBundleShortVersionString } = upload.attributes;
      return (
        build.attributes['version'] === cfBundleVersion &&
        train?.attributes['version'] === cfBundleShortVersionString &&
        build.links['app'] === upload.links['app']
      );
    });
    if (isBuilt || resources.list('buildUploads').some(same)) throw duplicate('cfBundleVersion', 'The build number was used before.');
    upload.attributes['createdDate'] = new Date(now()).toISOString();
    setState(upload, 'AWAITING_UPLOAD');
  },
  buildUploadFiles: (file, { resources, uploads }) => {
    const [upload] = resources.related(file, 'buildUpload');
    if (upload === undefined || stateOf(upload) !== 'AWAITING_UPLOAD') throw wrongState('The build upload takes no more files.');
    uploads.openFile(file);
  },
  betaGroups: (group, { resources, now }) => {
    unique(group, resources, 'name', 'app');
    Object.assign(group.attributes, { isInternalGroup: false, feedbackEnabled: true, publicLinkEnabled: false, ...group.attributes });
    group.attributes['createdDate'] = new Date(now()).toISOString();
    if (group.attributes['publicLinkEnabled'] === true) group.attributes['publicLink'] = 'https://testflight.apple.com/join/AbCdEfGh';
  },
  betaTesters: (tester, { resources }) => {
    unique(tester, resources, 'email');
    if (!/^[^@\s]+@[^@\s]+$/u.test(String(tester.attributes['email']))) throw invalid('email', 'The email address is invalid.');
    Object.assign(tester.attributes, { inviteType: 'EMAIL', state: 'NOT_INVITED' });
  },
  betaTesterInvitations: (invitation, { resources }) => {
    for (const tester of resources.related(invitation, 'betaTester')) tester.attributes['state'] = 'INVITED';
  },
  betaBuildLocalizations: (text, { resources }) => unique(text, resources, 'locale', 'build'),
  betaAppLocalizations: (text, { resources }) => unique(text, resources, 'locale', 'app'),
  appStoreVersionLocalizations: (text, { resources }) => unique(text, resources, 'locale', 'appStoreVersion'),
  appInfoLocalizations: (text, { resources }) => {
    unique(text, resources, 'locale', 'appInfo');
    // A language of the app is one of its open versions, too.
    const [info] = resources.related(text, 'appInfo');
    const { locale } = text.attributes;
    for (const version of resources.list('appStoreVersions'))
      if (version.links['app'] === info?.links['app'] && version.attributes['appVersionState'] === 'PREPARE_FOR_SUBMISSION')
        if (!resources.related(version, 'appStoreVersionLocalizations').some(({ attributes }) => attributes['locale'] === locale))
          resources.add('appStoreVersionLocalizations', { locale }, { appStoreVersion: version.id });
  },
  appScreenshotSets: (set, { resources }) => unique(set, resources, 'screenshotDisplayType', 'appStoreVersionLocalization'),
  appScreenshots: (picture, { resources, uploads }) => reserveScreenshot(picture, resources, uploads),
  betaAppReviewSubmissions: (submission, { resources, now }) => {
    const build = processed(submission, resources);
    if (resources.related(build, 'betaAppReviewSubmission').some((other) => other !== submission)) {
      throw new ConnectRefusal(409, 'ENTITY_ERROR.RELATIONSHIP.INVALID', 'The build was submitted before.');
    }
    if (build.attributes['usesNonExemptEncryption'] === undefined) throw wrongState('The build is missing export compliance.');
    Object.assign(submission.attributes, { betaReviewState: 'WAITING_FOR_REVIEW', submittedDate: new Date(now()).toISOString() });
    setExternal(build, resources, 'WAITING_FOR_BETA_REVIEW');
  },
  appStoreVersions: (version, { resources, now }) => {
    const isOpen = (other: Resource): boolean =>
      other !== version &&
      other.links['app'] === version.links['app'] &&
      other.attributes['platform'] === version.attributes['platform'] &&
      !['READY_FOR_DISTRIBUTION', 'REPLACED_WITH_NEW_VERSION'].includes(String(other.attributes['appVersionState']));
    if (resources.list('appStoreVersions').some(isOpen)) {
      throw wrongState('You cannot create a new version of the App in the current state.');
    }
    version.attributes['appVersionState'] = 'PREPARE_FOR_SUBMISSION';
    version.attributes['createdDate'] = new Date(now()).toISOString();
    version.attributes['releaseType'] ??= 'AFTER_APPROVAL';
    const [app] = resources.related(version, 'app');
    resources.add('appStoreVersionLocalizations', { locale: app?.attributes['primaryLocale'] }, { appStoreVersion: version.id });
  },
  appStoreVersionPhasedReleases: (release) => {
    release.attributes['phasedReleaseState'] ??= 'INACTIVE';
  },
  appStoreVersionReleaseRequests: (request, { resources }) => {
    const [version] = resources.related(request, 'appStoreVersion');
    if (version?.attributes['appVersionState'] !== 'PENDING_DEVELOPER_RELEASE')
      throw wrongState('The version does not wait for its release.');
    version.attributes['appVersionState'] = 'READY_FOR_DISTRIBUTION';
  },
  reviewSubmissions: (submission) => {
    submission.attributes['state'] = 'READY_FOR_REVIEW';
  },
  reviewSubmissionItems: (item, { resources }) => {
    const [version] = resources.related(item, 'appStoreVersion');
    if (version !== undefined && resources.related(version, 'build').length === 0) throw wrongState('The version has no build.');
    // As users of Apple's API report it (pull request 1043 of rorkai/App-Store-Connect-CLI).
    const isOpen = (other: Resource): boolean =>
      !['CANCELING', 'COMPLETE'].includes(String(resources.related(other, 'reviewSubmission')[0]?.attributes['state']));
    const isSame = (other: Resource): boolean => other !== item && other.links['appStoreVersion'] === version?.id && isOpen(other);
    if (version !== undefined && resources.list('reviewSubmissionItems').some(isSame))
      throw wrongState(`appStoreVersions with id ${version.id} was already added to another reviewSubmission.`);
    item.attributes['state'] = 'READY_FOR_REVIEW';
  },
  bundleIds: (bundle, { resources }) => unique(bundle, resources, 'identifier'),
  devices: (device, { resources, now, deviceLimit }) => {
    unique(device, resources, 'udid');
    const udid = String(device.attributes['udid']);
    if (!/^(?:[0-9a-f]{40}|[0-9A-F]{8}-[0-9A-F]{16})$/iu.test(udid)) throw invalid('udid', `'${udid}' is not a valid UDID.`);
    device.attributes['deviceClass'] = deviceClasses[/ipad/iu.test(String(device.attributes['name'])) ? 1 : 0];
    const ofClass = resources.list('devices').filter(({ attributes }) => attributes['deviceClass'] === device.attributes['deviceClass']);
    if (ofClass.length > deviceLimit) throw new ConnectRefusal(409, 'ENTITY_ERROR', 'You have reached the maximum number of devices.');
    Object.assign(device.attributes, { status: 'ENABLED', addedDate: new Date(now()).toISOString() });
  },
  certificates: (certificate, { resources, now, certificateLimit, writeCertificate }) => {
    const text = String(certificate.attributes['csrContent']).replaceAll(/-----[^-]+-----|\s/gu, '');
    if (Buffer.from(text, 'base64')[0] !== 0x30) throw invalid('csrContent', 'The certificate signing request is invalid.');
    const { certificateType } = certificate.attributes;
    if (
      resources.list('certificates').filter(({ attributes }) => attributes['certificateType'] === certificateType).length > certificateLimit
    ) {
      throw new ConnectRefusal(
        409,
        'ENTITY_ERROR',
        `You already have a current ${certificateType} certificate or a pending certificate request.`,
      );
    }
    const serial = randomUUID().replaceAll('-', '').toUpperCase();
    const expirationDate = new Date(now() + 365 * 86_400_000).toISOString();
    const certificateContent = Buffer.from(writeCertificate(String(certificate.attributes['csrContent']), serial)).toString('base64');
    Object.assign(certificate.attributes, {
      serialNumber: serial,
      expirationDate,
      certificateContent,
      activated: true,
      displayName: 'Stand-in',
    });
  },
  profiles: (profile, { resources, now, writeProfile }) => {
    unique(profile, resources, 'name');
    const type = String(profile.attributes['profileType']);
    const devices = resources.related(profile, 'devices');
    const needsDevices = /DEVELOPMENT|ADHOC/u.test(type) && !type.startsWith('MAC_CATALYST_APP_DIRECT');
    if (needsDevices && devices.length === 0)
      throw new ConnectRefusal(409, 'ENTITY_ERROR.RELATIONSHIP.REQUIRED', 'The profile needs devices.');
    if (!needsDevices && devices.length > 0)
      throw new ConnectRefusal(409, 'ENTITY_ERROR.RELATIONSHIP.INVALID', 'The profile type takes no devices.');
    if (devices.some(({ attributes }) => attributes['status'] === 'DISABLED'))
      throw new ConnectRefusal(409, 'ENTITY_ERROR.RELATIONSHIP.INVALID', 'A device is disabled.');
    const uuid = randomUUID();
    Object.assign(profile.attributes, {
      platform: type.startsWith('MAC') ? 'MAC_OS' : 'IOS',
      profileState: 'ACTIVE',
      uuid,
      profileContent: Buffer.from(
        writeProfile(
          uuid,
          devices.map(({ attributes }) => String(attributes['udid'])),
        ),
      ).toString('base64'),
      createdDate: new Date(now()).toISOString(),
      expirationDate: new Date(now() + 365 * 86_400_000).toISOString(),
    });
  },
  webhooks: (hook) => {
    if (!/^https:\/\/|^http:\/\/127\.0\.0\.1[:/]/u.test(String(hook.attributes['url']))) throw invalid('url', 'The URL must be https.');
  },
};

/** The attributes are still the old ones; `given` is what shall be changed. */
export const updateRules: Readonly<Record<string, Rule>> = {
  buildUploadFiles: (file, { uploads }, given) => {
    if (given['uploaded'] === true) uploads.commitFile(file, given['sourceFileChecksums']);
  },
  appScreenshots: (picture, { uploads }, given) => {
    if (given['uploaded'] === true) commitScreenshot(picture, uploads, given);
  },
  builds: (build, { resources }, given) => {
    if (given['usesNonExemptEncryption'] !== undefined && build.attributes['usesNonExemptEncryption'] !== undefined) {
      throw invalid('usesNonExemptEncryption', 'The attribute cannot be changed once it is set.');
    }
    if (given['expired'] === false && build.attributes['expired'] === true) throw invalid('expired', 'An expired build stays expired.');
    Object.assign(build.attributes, given);
    const [detail] = resources.related(build, 'buildBetaDetail');
    if (detail !== undefined && build.attributes['processingState'] === 'VALID') Object.assign(detail.attributes, betaStates(build));
  },
  reviewSubmissionItems: (item, _, given) => {
    if (given['resolved'] === true) item.attributes['state'] = 'READY_FOR_REVIEW';
  },
  reviewSubmissions: (submission, { resources, now }, given) => {
    const items = resources.related(submission, 'items');
    if (given['submitted'] === true) {
      if (items.length === 0) throw wrongState('The submission has no items.');
      const isRejected = submission.attributes['state'] === 'UNRESOLVED_ISSUES';
      if (isRejected && items.some(({ attributes }) => attributes['state'] === 'REJECTED'))
        throw wrongState('The submission has unresolved issues.');
      if (!isRejected && submission.attributes['state'] !== 'READY_FOR_REVIEW') throw wrongState('The submission was submitted before.');
      Object.assign(submission.attributes, { state: 'WAITING_FOR_REVIEW', submittedDate: new Date(now()).toISOString() });
    }
    if (given['canceled'] === true) submission.attributes['state'] = 'CANCELING';
    const state = given['canceled'] === true ? 'PREPARE_FOR_SUBMISSION' : 'WAITING_FOR_REVIEW';
    for (const item of items)
      for (const version of resources.related(item, 'appStoreVersion')) version.attributes['appVersionState'] = state;
  },
};

/** Relations that are added to a resource. */
export const linkRules: Readonly<Record<string, (resource: Resource, ids: readonly string[], world: RuleWorld) => void>> = {
  'betaGroups/builds': (group, ids, { resources }) => {
    for (const id of ids) {
      const build = resources.get('builds', id);
      if (build.links['app'] !== group.links['app'])
        throw new ConnectRefusal(409, 'ENTITY_ERROR.RELATIONSHIP.INVALID', 'The build is of another app.');
      if (build.attributes['processingState'] !== 'VALID') throw wrongState('The build is not processed.');
      if (build.attributes['expired'] === true) throw wrongState('The build is expired.');
      const isInternal = group.attributes['isInternalGroup'] === true;
      if (isInternal && group.attributes['hasAccessToAllBuilds'] === true) {
        throw new ConnectRefusal(422, 'STATE_ERROR', 'Cannot add builds to an internal group that has access to all builds.');
      }
    }
  },
};

function unique(resource: Resource, resources: Resources, attribute: string, within?: string): void {
  const isSame = (other: Resource): boolean =>
    other !== resource &&
    other.attributes[attribute] === resource.attributes[attribute] &&
    (within === undefined || other.links[within] === resource.links[within]);
  if (resources.list(resource.type).some(isSame))
    throw duplicate(attribute, `The ${attribute} '${resource.attributes[attribute]}' is used already.`);
}

function invalid(attribute: string, detail: string): ConnectRefusal {
  return new ConnectRefusal(409, 'ENTITY_ERROR.ATTRIBUTE.INVALID', detail, { pointer: `/data/attributes/${attribute}` });
}

function processed(resource: Resource, resources: Resources): Resource {
  const [build] = resources.related(resource, 'build');
  if (build === undefined || build.attributes['processingState'] !== 'VALID') throw wrongState('The build is not processed.');
  return build;
}

export function setExternal(build: Resource, resources: Resources, state: string): void {
  for (const detail of resources.related(build, 'buildBetaDetail')) detail.attributes['externalBuildState'] = state;
}
