/** Which part of Apple's description of the App Store Connect API the stand-in answers. */

const kinds = new Set([
  'apps',
  'builds',
  'preReleaseVersions',
  'buildUploads',
  'buildUploadFiles',
  'buildBetaDetails',
  'buildBetaNotifications',
  'betaGroups',
  'betaTesters',
  'betaTesterInvitations',
  'betaBuildLocalizations',
  'betaAppLocalizations',
  'betaAppReviewDetails',
  'betaAppReviewSubmissions',
  'betaFeedbackScreenshotSubmissions',
  'betaFeedbackCrashSubmissions',
  'betaCrashLogs',
  'appEncryptionDeclarations',
  'appInfos',
  'appInfoLocalizations',
  'appScreenshotSets',
  'appScreenshots',
  'appStoreVersions',
  'appStoreVersionLocalizations',
  'appStoreVersionPhasedReleases',
  'appStoreVersionReleaseRequests',
  'reviewSubmissions',
  'reviewSubmissionItems',
  'bundleIds',
  'bundleIdCapabilities',
  'devices',
  'certificates',
  'profiles',
  'webhooks',
  'webhookPings',
  'webhookDeliveries',
]);

/** Relations to what the stand-in does not have. */
const others = new RegExp(
  'relationships/(?!builds|betaTesters|betaGroups|build$|individualTesters|appEncryptionDeclaration$|appScreenshots)|metrics|Experiment|gameCenter|GameCenter|inAppPurch|subscription|' +
    'appClip|customProduct|Custom|accessibility|appAvailability|DeclarationDocument|appEvents|primary|secondary|ageRating|appPrice|appTags|searchKeywords|ciProduct|' +
    'Criteri|customerReview|promoted|perfPower|diagnostic|icons|alternative|androidTo|background|endUser|LicenseAgreement|' +
    'marketplace|analytics|territor|Previews|PreviewSets|routingApp|nominations|passTypeId',
  'u',
);

export function isAnsweredByApple(method: string, template: string): boolean {
  const kind = /^\/v1\/(\w+)/u.exec(template)?.[1] ?? '';
  const isRead = method === 'GET' && template.includes('/relationships/');
  return kinds.has(kind) && !isRead && !others.test(template.replace(/^\/v1\/\w+/u, ''));
}
