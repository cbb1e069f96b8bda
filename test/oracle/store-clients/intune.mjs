// Publishes an app to Intune with Microsoft's own clients of Graph, of sign-in and of the storage. argv: folder of node_modules, package file, tenant,
// client id, group id. The secret is in INTUNE_SECRET. The file is encrypted as Microsoft's sample for uploading apps does it, with Web Crypto.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';

const [modules, file, tenant, clientId, groupId] = process.argv.slice(2);
const load = createRequire(`${modules}/`);
const { ClientSecretCredential } = load('@azure/identity');
const { BlockBlobClient } = load('@azure/storage-blob');
const { Client } = load('@microsoft/microsoft-graph-client');
const { TokenCredentialAuthenticationProvider } = load('@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials');

const credential = new ClientSecretCredential(tenant, clientId, process.env.INTUNE_SECRET);
const authProvider = new TokenCredentialAuthenticationProvider(credential, { scopes: ['https://graph.microsoft.com/.default'] });
const graph = Client.initWithMiddleware({ authProvider });
const apps = '/deviceAppManagement/mobileApps';

const app = await graph.api(apps).post({
  '@odata.type': '#microsoft.graph.androidLobApp',
  displayName: 'Demo',
  description: 'A demo',
  publisher: 'Acme',
  fileName: 'demo.apk',
  packageId: 'com.acme.demo',
  versionName: '1.0',
  versionCode: '42',
  minimumSupportedOperatingSystem: { v8_0: true },
});
const versions = `${apps}/${app.id}/microsoft.graph.androidLobApp/contentVersions`;
const version = await graph.api(versions).post({});
const plain = readFileSync(file);
const { bytes, info } = await encrypt(plain);
const files = `${versions}/${version.id}/files`;
const created = await graph.api(files).post({
  '@odata.type': '#microsoft.graph.mobileAppContentFile',
  name: 'demo.apk',
  size: plain.length,
  sizeEncrypted: bytes.length,
  manifest: null,
  isDependency: false,
});
const { azureStorageUri } = await until(created.id, 'azureStorageUriRequestSuccess');
writeFileSync(`${file}.encrypted`, bytes);
await new BlockBlobClient(azureStorageUri).uploadFile(`${file}.encrypted`, { blockSize: 65_536, maxSingleShotSize: 1, concurrency: 3 });
await graph.api(`${files}/${created.id}/renewUpload`).post({});
await until(created.id, 'azureStorageUriRenewalSuccess');
await graph.api(`${files}/${created.id}/commit`).post({ fileEncryptionInfo: info });
await until(created.id, 'commitFileSuccess');
await graph.api(`${apps}/${app.id}`).patch({ '@odata.type': '#microsoft.graph.androidLobApp', committedContentVersion: version.id });
let published = await graph.api(`${apps}/${app.id}`).get();
while (published.publishingState !== 'published') {
  await setTimeout(20);
  published = await graph.api(`${apps}/${app.id}`).get();
}
const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId };
const mobileAppAssignments = [{ '@odata.type': '#microsoft.graph.mobileAppAssignment', intent: 'required', target, settings: null }];
await graph.api(`${apps}/${app.id}/assign`).post({ mobileAppAssignments });
const found = await graph
  .api(apps)
  .filter("isof('microsoft.graph.androidLobApp') and displayName eq 'Demo'")
  .select('id,displayName')
  .get();
const refused = await graph
  .api(apps)
  .post({ '@odata.type': '#microsoft.graph.androidLobApp', displayName: 'x', color: 'red' })
  .catch((error) => ({ status: error.statusCode, code: error.code }));
console.log(JSON.stringify({ published, found, refused }));

async function until(id, state) {
  for (;;) {
    const now = await graph.api(`${files}/${id}`).get();
    if (now.uploadState === state) return now;
    if (!now.uploadState.endsWith('Pending')) throw new Error(now.uploadState);
    await setTimeout(20);
  }
}

async function encrypt(data) {
  const encryptionKey = crypto.getRandomValues(new Uint8Array(32));
  const macKey = crypto.getRandomValues(new Uint8Array(32));
  const iv = crypto.getRandomValues(new Uint8Array(16));
  const aes = await crypto.subtle.importKey('raw', encryptionKey, 'AES-CBC', false, ['encrypt']);
  const encrypted = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, aes, data));
  const hmac = await crypto.subtle.importKey('raw', macKey, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', hmac, Buffer.concat([iv, encrypted])));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  const text = (value) => Buffer.from(value).toString('base64');
  return {
    bytes: Buffer.concat([mac, iv, encrypted]),
    info: {
      encryptionKey: text(encryptionKey),
      macKey: text(macKey),
      initializationVector: text(iv),
      mac: text(mac),
      profileIdentifier: 'ProfileVersion1',
      fileDigest: text(digest),
      fileDigestAlgorithm: 'SHA256',
    },
  };
}
