// Publishes with Google's own client for Node, as its documentation shows. argv: key file, package name, bundle, folder of node_modules.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';

const [keyFile, packageName, file, modules] = process.argv.slice(2);
const load = createRequire(`${modules}/`);
const { androidpublisher, auth } = load('@googleapis/androidpublisher');
const client = await new auth.GoogleAuth({ keyFile, scopes: ['https://www.googleapis.com/auth/androidpublisher'] }).getClient();
const play = androidpublisher({ version: 'v3', auth: client });

const { data: edit } = await play.edits.insert({ packageName });
const at = { packageName, editId: edit.id };
const media = { mimeType: 'application/octet-stream', body: createReadStream(file) };
const { data: bundle } = await play.edits.bundles.upload({ ...at, media });
const { versionCode } = bundle;
const symbols = { mimeType: 'application/octet-stream', body: 'com.acme.Demo -> a:' };
await play.edits.deobfuscationfiles.upload({ ...at, apkVersionCode: versionCode, deobfuscationFileType: 'proguard', media: symbols });
const releaseNotes = [{ language: 'en-US', text: 'First words' }];
await play.edits.tracks.update({
  ...at,
  track: 'production',
  requestBody: { releases: [{ versionCodes: [String(versionCode)], status: 'inProgress', userFraction: 0.2, releaseNotes }] },
});
await play.edits.testers.patch({ ...at, track: 'alpha', requestBody: { googleGroups: ['testers@example.test'] } });
await play.edits.listings.update({ ...at, language: 'de-DE', requestBody: { language: 'de-DE', title: 'Demo' } });
await play.edits.details.patch({ ...at, requestBody: { contactEmail: 'help@example.test' } });
const { data: countries } = await play.edits.countryavailability.get({ ...at, track: 'production' });
await play.edits.validate(at);
await play.edits.commit({ ...at, changesInReviewBehavior: 'CANCEL_IN_REVIEW_AND_SUBMIT' });
const refused = await play.edits.commit(at).catch((error) => error.cause.errors);
const { data: live } = await play.applications.tracks.releases.list({ parent: `applications/${packageName}/tracks/production` });
const { data: generated } = await play.generatedapks.list({ packageName, versionCode });
const { downloadId } = generated.generatedApks[0].generatedUniversalApk;
const download = await play.generatedapks.download({ packageName, versionCode, downloadId, alt: 'media' }, { responseType: 'arraybuffer' });
const shared = await play.internalappsharingartifacts.uploadbundle({ packageName, media: { ...media, body: createReadStream(file) } });
const downloaded = download.data.byteLength;
console.log(JSON.stringify({ bundle, refused, live, countries, downloaded, shared: shared.data.sha256 }));
