/**
 * The operations of Graph v1.0 that the stand-in answers, as Microsoft's reference lists them (intune-apps-mobileapp, -androidlobapp, -ioslobapp,
 * -mobileappcontent, -mobileappcontentfile; group-list, group-get). Paths below an app name its kind, as the Intune samples of Microsoft do; the reference leaves
 * it out, which is taken too.
 */

import { type JsonShape, type Shapes } from '../support/jsonShape.ts';
import { type Operation, type QueryParameter, type ServiceDescription } from '../support/operations.ts';

const apps = '/v1.0/deviceAppManagement/mobileApps';

const text: QueryParameter = { shape: { type: 'string' }, required: false, list: false };
const number: QueryParameter = { shape: { type: 'integer', minimum: 0 }, required: false, list: false };
const oneQuery = { $select: text, $expand: text };
const listQuery = { ...oneQuery, $filter: text, $orderby: text, $top: number, $skip: number, $search: text, $count: text };

const kinds = ['microsoft.graph.androidLobApp', 'microsoft.graph.iosLobApp', 'graph.androidLobApp', 'graph.iosLobApp'];
const app: JsonShape = { oneOf: [{ $ref: 'AndroidLobApp' }, { $ref: 'IosLobApp' }] };
const empty: JsonShape = { type: 'object', properties: { '@odata.type': { type: 'string' } } };

interface Row {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly query?: Operation['query'];
  readonly body?: JsonShape;
  readonly answer?: JsonShape;
}

const rows: readonly Row[] = [
  { id: 'mobileApps.create', method: 'POST', path: apps, body: app, answer: app },
  { id: 'mobileApps.list', method: 'GET', path: apps, query: listQuery, answer: listOf(app) },
  { id: 'mobileApps.get', method: 'GET', path: `${apps}/{app}`, query: oneQuery, answer: app },
  { id: 'mobileApps.update', method: 'PATCH', path: `${apps}/{app}`, body: app, answer: app },
  { id: 'mobileApps.delete', method: 'DELETE', path: `${apps}/{app}` },
  {
    id: 'mobileApps.assign',
    method: 'POST',
    path: `${apps}/{app}/assign`,
    body: { type: 'object', properties: { mobileAppAssignments: { type: 'array', items: { $ref: 'MobileAppAssignment' } } } },
  },
  {
    id: 'assignments.list',
    method: 'GET',
    path: `${apps}/{app}/assignments`,
    query: listQuery,
    answer: listOf({ $ref: 'MobileAppAssignment' }),
  },
  ...[`${apps}/{app}/contentVersions`, `${apps}/{app}/{kind}/contentVersions`].flatMap(belowApp),
  { id: 'groups.get', method: 'GET', path: '/v1.0/groups/{group}', query: oneQuery },
  { id: 'groups.list', method: 'GET', path: '/v1.0/groups', query: listQuery },
];

function belowApp(versions: string): readonly Row[] {
  const files = `${versions}/{version}/files`;
  const version: JsonShape = { $ref: 'MobileAppContent' };
  const file: JsonShape = { $ref: 'MobileAppContentFile' };
  const commit: JsonShape = {
    type: 'object',
    required: ['fileEncryptionInfo'],
    properties: { fileEncryptionInfo: { $ref: 'FileEncryptionInfo' } },
  };
  return [
    { id: 'contentVersions.create', method: 'POST', path: versions, body: version, answer: version },
    { id: 'contentVersions.list', method: 'GET', path: versions, query: listQuery, answer: listOf(version) },
    { id: 'contentVersions.get', method: 'GET', path: `${versions}/{version}`, query: oneQuery, answer: version },
    { id: 'files.create', method: 'POST', path: files, body: file, answer: file },
    { id: 'files.list', method: 'GET', path: files, query: listQuery, answer: listOf(file) },
    { id: 'files.get', method: 'GET', path: `${files}/{file}`, query: oneQuery, answer: file },
    { id: 'files.commit', method: 'POST', path: `${files}/{file}/commit`, body: commit },
    { id: 'files.renewUpload', method: 'POST', path: `${files}/{file}/renewUpload`, body: empty },
  ];
}

function listOf(items: JsonShape): JsonShape {
  return {
    type: 'object',
    properties: { '@odata.context': { type: 'string' }, '@odata.nextLink': { type: 'string' }, value: { type: 'array', items } },
  };
}

export function describeGraph(shapes: Shapes): ServiceDescription {
  const file = shapes['MobileAppContentFile'];
  // The reference has these two; the declarations do not have them yet.
  const sizes = { sizeInBytes: { type: 'number' }, sizeEncryptedInBytes: { type: 'number' } };
  const operations = rows.map(({ id, method, path, query = {}, body, answer }): Operation => {
    const isOfKind = path.includes('{kind}');
    const more = { ...(body !== undefined && { body }), ...(answer !== undefined && { answer }) };
    return { id, method, template: path, path: isOfKind ? { kind: { type: 'string', enum: kinds } } : {}, query, download: false, ...more };
  });
  return {
    operations,
    shapes: { ...shapes, MobileAppContentFile: { ...file, properties: { ...file?.properties, ...sizes } } },
    commonQuery: {},
    absentBodyIsEmpty: true,
  };
}
