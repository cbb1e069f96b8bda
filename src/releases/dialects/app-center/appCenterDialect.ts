/**
 * App Center's API v0.1, as far as its own command line, its SDKs and fastlane's plug-in ask for it: an unmodified client works after one address
 * is set.
 */

import { publicMessage, statusOf, type Dialect } from '../dialect.ts';
import { accountRoutes } from './accountRoutes.ts';
import { refused } from './appCenterError.ts';
import { appRoutes } from './appRoutes.ts';
import { deviceRoutes } from './deviceRoutes.ts';
import { groupRoutes } from './groupRoutes.ts';
import { organizationRoutes } from './organizationRoutes.ts';
import { releaseRoutes } from './releaseRoutes.ts';
import { sdkRoutes } from './sdkRoutes.ts';
import { storeRoutes } from './storeRoutes.ts';
import { symbolRoutes } from './symbolRoutes.ts';
import { uploadRoutes } from './uploadRoutes.ts';

export const appCenterDialect: Dialect = {
  prefixes: ['v0.1', 'upload'],
  routes: [
    ...accountRoutes,
    ...appRoutes,
    ...groupRoutes,
    ...uploadRoutes,
    ...releaseRoutes,
    ...storeRoutes,
    ...symbolRoutes,
    ...deviceRoutes,
    ...organizationRoutes,
    ...sdkRoutes,
  ],
  failed: (failure) => refused(statusOf(failure), publicMessage(failure)),
  unknownPath: (methods) =>
    methods.length === 0
      ? refused(404, 'This server has no such resource')
      : refused(405, `This resource takes ${methods.join(', ')} only`),
  tooManyRequests: () => refused(429, 'Too many requests; wait and try again'),
};
