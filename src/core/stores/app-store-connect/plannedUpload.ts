/** The requests of an upload without trouble, in their order, for a dry run. What is known only later is in braces. */

import { type TestFlightRelease } from './publishToTestFlight.ts';

export function plannedUpload(
  { appIdentifier, groups, notes, encryption }: TestFlightRelease,
  endpoint: string,
): readonly { readonly method: string; readonly url: string }[] {
  const request = (method: string, path: string): { readonly method: string; readonly url: string } => ({
    method,
    url: `${endpoint}${path}`,
  });
  return [
    request('GET', `/v1/apps?${new URLSearchParams({ 'filter[bundleId]': appIdentifier, limit: '200' }).toString()}`),
    ...(groups.length > 0 ? [request('GET', '/v1/betaGroups?filter%5Bapp%5D={appId}&limit=200')] : []),
    request('POST', '/v1/buildUploads'),
    request('POST', '/v1/buildUploadFiles'),
    { method: 'PUT', url: '{uploadOperations}' },
    request('PATCH', '/v1/buildUploadFiles/{fileId}'),
    request('GET', '/v1/buildUploads/{uploadId}?include=build'),
    request('GET', '/v1/builds/{buildId}'),
    ...(notes.size > 0 ? [request('GET', '/v1/betaBuildLocalizations?filter%5Bbuild%5D={buildId}&limit=200')] : []),
    ...[...notes].map(() => request('POST', '/v1/betaBuildLocalizations')),
    ...(encryption === undefined ? [] : [request('GET', '/v1/builds/{buildId}'), request('PATCH', '/v1/builds/{buildId}')]),
    ...groups.map(() => request('POST', '/v1/betaGroups/{groupId}/relationships/builds')),
    request('GET', '/v1/builds/{buildId}/buildBetaDetail'),
    // For groups of people outside of the team, which are known only when Apple is asked.
    ...(groups.length > 0 ? [request('POST', '/v1/betaAppReviewSubmissions')] : []),
  ];
}
