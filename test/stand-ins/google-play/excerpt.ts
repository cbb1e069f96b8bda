/** Which part of Google's description of the Google Play Developer API the stand-in answers. */

export const playMethods = [
  'edits.*',
  'edits.apks.list',
  'edits.apks.upload',
  'edits.bundles.*',
  'edits.countryavailability.*',
  'edits.deobfuscationfiles.*',
  'edits.details.*',
  'edits.images.*',
  'edits.listings.*',
  'edits.testers.*',
  'edits.tracks.*',
  'internalappsharingartifacts.*',
  'generatedapks.*',
  'applications.tracks.releases.*',
];
