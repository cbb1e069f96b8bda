/**
 * What App Center's API answers, by method and path: own schemas, written from its OpenAPI document. Required fields are required, further ones are
 * allowed, and where its own server said `null` for a text, `null` is a text that is unknown.
 */

import { ok, strictEqual } from 'node:assert/strict';
import * as z from 'zod/mini';

const text = z.string();
const unknownText = z.optional(z.nullable(text));
const flag = z.boolean();
const count = z.number();

const owner = z.looseObject({ id: text, display_name: text, name: text, type: z.enum(['org', 'user']) });
const app = z.looseObject({
  id: text,
  app_secret: z.uuid(),
  name: text,
  display_name: text,
  os: z.enum(['Android', 'iOS', 'macOS', 'Tizen', 'tvOS', 'Windows', 'Linux', 'Custom']),
  platform: text,
  owner,
  origin: z.enum(['appcenter', 'hockeyapp', 'codepush']),
  member_permissions: z.array(z.enum(['manager', 'developer', 'viewer', 'tester'])),
});
const user = z.looseObject({ id: text, display_name: text, email: text, name: text, can_change_password: flag, origin: text });
const organization = z.looseObject({ id: text, display_name: text, name: text, origin: text });
const organizationUser = z.looseObject({ email: text, display_name: text, joined_at: text, name: text, role: text });
const group = z.looseObject({ id: z.uuid(), name: text, display_name: unknownText, origin: text, is_public: flag });
const tester = z.looseObject({ id: text, display_name: text, email: text, name: text });
const memberResult = z.looseObject({ status: count, user_email: unknownText, invite_pending: z.optional(flag), message: unknownText });
const destination = z.looseObject({ id: text, name: text, destination_type: z.enum(['group', 'store', 'tester']), is_latest: flag });
const basicRelease = z.looseObject({
  id: count,
  version: text,
  short_version: text,
  origin: z.enum(['appcenter', 'hockeyapp']),
  uploaded_at: z.iso.datetime(),
  enabled: flag,
  is_external_build: flag,
  destinations: z.array(destination),
  build: z.looseObject({ branch_name: z.optional(text), commit_hash: z.optional(text), commit_message: z.optional(text) }),
});
const release = z.looseObject({
  ...basicRelease.shape,
  app_name: text,
  app_display_name: text,
  app_os: text,
  app_icon_url: text,
  release_notes: unknownText,
  size: z.nullable(count),
  min_os: unknownText,
  android_min_api_level: unknownText,
  bundle_identifier: unknownText,
  package_hashes: z.array(text),
  fingerprint: unknownText,
  download_url: text,
  install_url: text,
  status: z.literal('available'),
  provisioning_profile_type: z.nullable(z.enum(['adhoc', 'enterprise', 'other'])),
});
const sdkRelease = z.looseObject({ ...release.shape, mandatory_update: flag, distribution_group_id: text, fileExtension: text });
const device = z.looseObject({
  udid: text,
  model: text,
  device_name: text,
  os_build: text,
  os_version: text,
  status: z.enum(['provisioned', 'unprovisioned']),
});
const token = z.looseObject({ id: text, description: unknownText, scope: z.array(z.enum(['all', 'viewer'])), created_at: text });
const upload = z.looseObject({ id: text, package_asset_id: text, token: text, url_encoded_token: text, upload_domain: text });
const uploadState = z.looseObject({ id: text, upload_status: text });
const webhooks = z.looseObject({
  values: z.array(z.looseObject({ id: text, name: text, url: text, enabled: flag, event_types: z.array(text) })),
});
const error = z.looseObject({ code: text, message: text });

const store = z.looseObject({
  id: z.uuid(),
  name: text,
  // Two of them App Center does not have.
  type: z.enum(['googleplay', 'intune', 'apple', 'appgallery', 'firebase']),
  track: text,
});
const storeOfRelease = z.looseObject({ ...store.shape, publishing_status: z.nullable(text), is_latest: flag });
const releaseAtStore = z.looseObject({
  ...release.shape,
  distribution_stores: z.array(z.looseObject({ ...store.shape, publishing_status: z.nullable(text) })),
});
const appleMapping = z.looseObject({ app_id: text, service_connection_id: text, apple_id: z.nullable(text), team_identifier: text });
const symbol = z.looseObject({
  symbol_id: text,
  platform: text,
  type: z.enum(['Apple', 'JavaScript', 'Breakpad', 'AndroidProguard', 'UWP']),
  app_id: text,
  url: text,
  origin: z.enum(['System', 'User']),
  alternate_symbol_ids: z.array(text),
  status: z.enum(['available', 'ignored']),
  symbol_upload_id: text,
});
const symbolUpload = z.looseObject({
  symbol_upload_id: text,
  app_id: text,
  status: z.enum(['created', 'committed', 'aborted', 'processing', 'indexed', 'failed']),
  symbol_type: z.enum(['Apple', 'JavaScript', 'Breakpad', 'AndroidProguard', 'UWP']),
  symbols_uploaded: z.array(z.looseObject({ symbol_id: text, platform: text })),
  origin: z.enum(['User', 'System']),
  file_name: text,
  file_size: count,
  timestamp: z.iso.datetime(),
});

const appPath = '/v0.1/apps/:owner/:app';
const answers: Readonly<Record<string, z.core.$ZodType>> = {
  'GET /v0.1/user': user,
  'GET /v0.1/orgs': z.array(organization),
  'POST /v0.1/orgs': organization,
  'GET /v0.1/orgs/:org': organization,
  'PATCH /v0.1/orgs/:org': organization,
  'GET /v0.1/orgs/:org/users': z.array(organizationUser),
  'GET /v0.1/orgs/:org/users/:user': organizationUser,
  'PATCH /v0.1/orgs/:org/users/:user': organizationUser,
  'GET /v0.1/orgs/:org/users/:user/apps': z.array(app),
  'GET /v0.1/orgs/:org/invitations': z.array(z.looseObject({ id: text, email: text, role: text })),
  'GET /v0.1/orgs/:org/testers': z.array(tester),
  'GET /v0.1/orgs/:org/apps': z.array(app),
  'POST /v0.1/orgs/:org/apps': app,
  'GET /v0.1/orgs/:org/distribution_groups': z.array(group),
  'POST /v0.1/orgs/:org/distribution_groups': group,
  'GET /v0.1/orgs/:org/distribution_groups_details': z.array(
    z.looseObject({ ...group.shape, total_apps_count: count, total_users_count: count, apps: z.array(app) }),
  ),
  'GET /v0.1/orgs/:org/distribution_groups/:group': group,
  'PATCH /v0.1/orgs/:org/distribution_groups/:group': group,
  'GET /v0.1/orgs/:org/distribution_groups/:group/members': z.array(tester),
  'POST /v0.1/orgs/:org/distribution_groups/:group/members': z.array(memberResult),
  'POST /v0.1/orgs/:org/distribution_groups/:group/members/bulk_delete': z.array(memberResult),
  'GET /v0.1/orgs/:org/distribution_groups/:group/apps': z.array(app),
  'GET /v0.1/api_tokens': z.array(token),
  'POST /v0.1/api_tokens': z.looseObject({ ...token.shape, api_token: text }),
  'GET /v0.1/apps': z.array(app),
  'POST /v0.1/apps': app,
  'GET /v0.1/tester/apps': z.array(app),
  'GET /v0.1/user/devices': z.array(device),
  'GET /v0.1/user/devices/:udid': device,
  'POST /v0.1/users/:user/devices/register': device,
  [`GET ${appPath}`]: app,
  [`PATCH ${appPath}`]: app,
  [`GET ${appPath}/api_tokens`]: z.array(token),
  [`POST ${appPath}/api_tokens`]: z.looseObject({ ...token.shape, api_token: text }),
  [`GET ${appPath}/testers`]: z.array(tester),
  [`GET ${appPath}/webhooks`]: webhooks,
  [`GET ${appPath}/distribution_stores`]: z.array(store),
  [`GET ${appPath}/distribution_stores/:store`]: store,
  [`GET ${appPath}/distribution_stores/:store/releases`]: z.array(
    z.looseObject({ ...basicRelease.shape, destination_type: z.literal('store'), distribution_stores: z.array(storeOfRelease) }),
  ),
  [`GET ${appPath}/distribution_stores/:store/latest_release`]: z.array(releaseAtStore),
  [`GET ${appPath}/distribution_stores/:store/releases/:release`]: z.array(releaseAtStore),
  [`GET ${appPath}/distribution_stores/:store/releases/:release/realtimestatus`]: z.looseObject({
    release_id: text,
    app_id: text,
    status: z.looseObject({ status: z.nullable(text), storetype: text, track: text, version: text }),
  }),
  [`GET ${appPath}/distribution_stores/:store/releases/:release/publish_error_details`]: z.looseObject({
    message: text,
    is_log_available: flag,
  }),
  [`POST ${appPath}/releases/:release/stores`]: z.looseObject({ id: text }),
  [`GET ${appPath}/releases/:release/stores/:store`]: z.looseObject({ ...store.shape, publishing_status: z.nullable(text) }),
  [`GET ${appPath}/store_service_status`]: z.looseObject({ service: text, status: text, valid_until: z.int() }),
  [`GET ${appPath}/apple_mapping`]: appleMapping,
  [`POST ${appPath}/apple_mapping`]: appleMapping,
  [`POST ${appPath}/symbol_uploads`]: z.looseObject({ symbol_upload_id: text, upload_url: text, expiration_date: z.iso.datetime() }),
  [`GET ${appPath}/symbol_uploads`]: z.array(symbolUpload),
  [`GET ${appPath}/symbol_uploads/:upload`]: symbolUpload,
  [`PATCH ${appPath}/symbol_uploads/:upload`]: symbolUpload,
  [`DELETE ${appPath}/symbol_uploads/:upload`]: symbolUpload,
  [`GET ${appPath}/symbol_uploads/:upload/location`]: z.looseObject({ uri: text }),
  [`GET ${appPath}/symbols`]: z.array(symbol),
  [`GET ${appPath}/symbols/:symbol`]: symbol,
  [`GET ${appPath}/symbols/:symbol/status`]: z.looseObject({
    symbol_id: text,
    app_id: text,
    status: z.enum(['available', 'ignored', 'missing']),
  }),
  [`GET ${appPath}/symbols/:symbol/location`]: z.looseObject({ uri: text }),
  [`GET ${appPath}/distribution_groups`]: z.array(group),
  [`POST ${appPath}/distribution_groups`]: group,
  [`GET ${appPath}/distribution_groups/:group`]: group,
  [`PATCH ${appPath}/distribution_groups/:group`]: group,
  [`GET ${appPath}/distribution_groups/:group/members`]: z.array(tester),
  [`POST ${appPath}/distribution_groups/:group/members`]: z.array(memberResult),
  [`POST ${appPath}/distribution_groups/:group/members/bulk_delete`]: z.array(memberResult),
  [`GET ${appPath}/distribution_groups/:group/devices`]: z.array(device),
  [`GET ${appPath}/distribution_groups/:group/releases`]: z.array(basicRelease),
  [`GET ${appPath}/distribution_groups/:group/releases/:release`]: release,
  [`GET ${appPath}/releases`]: z.array(basicRelease),
  [`GET ${appPath}/releases/filter_by_tester`]: z.array(basicRelease),
  [`GET ${appPath}/releases/:release/provisioning_profile`]: z.looseObject({
    provisioning_profile_type: z.enum(['adhoc', 'enterprise', 'other']),
    udids: z.array(text),
    provisioning_profile_name: z.optional(text),
    provisioning_bundle_id: z.optional(text),
  }),
  [`POST ${appPath}/releases`]: release,
  [`GET ${appPath}/recent_releases`]: z.array(basicRelease),
  [`GET ${appPath}/releases/:release`]: release,
  [`PUT ${appPath}/releases/:release`]: z.looseObject({ enabled: flag }),
  [`PATCH ${appPath}/releases/:release`]: z.looseObject({ destinations: z.array(z.looseObject({ id: text, name: text })) }),
  [`POST ${appPath}/releases/:release/groups`]: z.looseObject({ id: text, mandatory_update: flag }),
  [`POST ${appPath}/releases/:release/testers`]: z.looseObject({ id: text, mandatory_update: flag }),
  [`POST ${appPath}/uploads/releases`]: upload,
  [`PATCH ${appPath}/uploads/releases/:id`]: uploadState,
  [`GET ${appPath}/uploads/releases/:id`]: uploadState,
  [`POST ${appPath}/release_uploads`]: z.looseObject({ upload_id: text, upload_url: text, asset_id: text }),
  [`PATCH ${appPath}/release_uploads/:id`]: z.looseObject({ release_id: count, release_url: text }),
  'GET /v0.1/public/sdk/apps/:secret/releases/latest': sdkRelease,
  'GET /v0.1/public/sdk/links/:link/releases/latest': sdkRelease,
  'GET /v0.1/public/sdk/apps/:secret/distribution_groups/:group/releases/latest': sdkRelease,
  'GET /v0.1/public/sdk/apps/:secret/releases/:hash/public_distribution_groups': z.array(z.object({ id: text })),
  'GET /v0.1/sdk/apps/:secret/releases/private/latest': sdkRelease,
  'GET /v0.1/sdk/apps/:secret/releases/:hash': release,
};

const patterns = Object.entries(answers).map(([name, schema]) => {
  const [method = '', path = ''] = name.split(' ');
  const source = path.replaceAll('.', String.raw`\.`).replace(/:\w+/g, '[^/]+');
  // Literal segments first, as the server has it.
  const literals = path.split('/').filter((segment) => !segment.startsWith(':')).length;
  return { method, pattern: new RegExp(`^${source}$`), schema, literals, name };
});

/** Fails where an answer with JSON is not that of App Center. Uploads on the file domain have no description. */
export function checkAppCenterAnswer(method: string, path: string, status: number, body: unknown): void {
  if (status === 204 || body === undefined || !path.startsWith('/v0.1/')) return;
  const [plain = ''] = path.split('?');
  const found = patterns
    .filter((each) => each.method === method && each.pattern.test(plain))
    .toSorted((a, b) => b.literals - a.literals)[0];
  if (status >= 400) {
    strictEqual(z.safeParse(error, body).success, true, `${method} ${plain} ${status}: ${JSON.stringify(body)}`);
    return;
  }
  ok(found, `no schema for ${method} ${plain}`);
  const result = z.safeParse(found.schema, body);
  ok(result.success, `${method} ${plain}: ${JSON.stringify(result.error?.issues)} in ${JSON.stringify(body)}`);
}
