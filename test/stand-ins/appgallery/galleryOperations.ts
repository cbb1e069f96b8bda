/**
 * The operations of Huawei's Publishing API v2 that the stand-in answers, from Huawei's own examples (github.com/AppGalleryConnect/agc-restfulapi-demos,
 * publishapi) and its pages of reference (agcapi-*). Huawei publishes no description for machines, so this is one by hand.
 */

import { type JsonShape, type Shapes } from '../support/jsonShape.ts';
import { type Operation, type QueryParameter, type ServiceDescription } from '../support/operations.ts';

const base = '/api/publish/v2';

const text: JsonShape = { type: 'string' };
const number: JsonShape = { type: 'integer' };
/** Clients write numbers in quotes too, and Huawei takes both. */
const numberOrText: JsonShape = { oneOf: [number, { type: 'string' }] };

function required(shape: JsonShape = text): QueryParameter {
  return { shape, required: true, list: false };
}

function optional(shape: JsonShape = text): QueryParameter {
  return { shape, required: false, list: false };
}

/** 1: to all users; 3: by phases. */
const releaseType = optional({ type: 'integer', enum: [1, 3] });
const app = { appId: required() };

const file: JsonShape = {
  type: 'object',
  required: ['fileName', 'fileDestUrl'],
  properties: {
    fileName: text,
    fileDestUrl: text,
    size: numberOrText,
    imageResolution: text,
    imageResolutionSingature: text,
    sensitivePermissionDesc: text,
    sensitivePermissionIconUrl: text,
  },
};

const shapes: Shapes = {
  FileInfo: {
    type: 'object',
    required: ['fileType', 'files'],
    properties: {
      lang: text,
      fileType: {
        oneOf: [
          { type: 'integer', enum: [0, 1, 2, 3, 4, 5] },
          { type: 'string', enum: ['5'] },
        ],
      },
      files: { type: 'array', items: file },
    },
  },
  LanguageInfo: {
    type: 'object',
    required: ['lang'],
    properties: {
      lang: text,
      appName: { type: 'string', maxLength: 64 },
      appDesc: { type: 'string', maxLength: 8000 },
      briefInfo: { type: 'string', maxLength: 80 },
      newFeatures: { type: 'string', maxLength: 500 },
    },
  },
  PhasedRelease: {
    type: 'object',
    properties: {
      phasedReleaseStartTime: text,
      phasedReleaseEndTime: text,
      phasedReleasePercent: text,
      phasedReleaseDescription: { type: 'string', maxLength: 500 },
    },
  },
  PhasedReleaseState: {
    type: 'object',
    required: ['state'],
    properties: { state: { type: 'string', enum: ['RELEASE', 'SUSPEND'] } },
  },
  PhasedReleaseUpdate: {
    type: 'object',
    properties: { state: { type: 'string', enum: ['RELEASE'] }, phasedReleasePercent: text, phasedReleaseEndTime: text },
  },
};

type Row = Pick<Operation, 'id' | 'method'> & { readonly path: string; readonly query: Operation['query']; readonly body?: string };

const rows: readonly Row[] = [
  { id: 'appid-list', method: 'GET', path: '/appid-list', query: { packageName: required(), packageTypes: optional() } },
  { id: 'app-info', method: 'GET', path: '/app-info', query: { ...app, lang: optional(), releaseType, channelId: optional(number) } },
  { id: 'upload-url', method: 'GET', path: '/upload-url', query: { ...app, suffix: required(), releaseType } },
  {
    id: 'upload-url/for-obs',
    method: 'GET',
    path: '/upload-url/for-obs',
    query: {
      ...app,
      fileName: required(),
      contentLength: required(number),
      sha256: optional(),
      releaseType,
      chineseMainlandFlag: optional(number),
    },
  },
  { id: 'app-file-info', method: 'PUT', path: '/app-file-info', query: { ...app, releaseType }, body: 'FileInfo' },
  { id: 'aab/complile/status', method: 'GET', path: '/aab/complile/status', query: { ...app, pkgVersion: optional(), pkgIds: optional() } },
  { id: 'package/compile/status', method: 'GET', path: '/package/compile/status', query: { ...app, pkgIds: required() } },
  { id: 'app-language-info', method: 'PUT', path: '/app-language-info', query: { ...app, releaseType }, body: 'LanguageInfo' },
  {
    id: 'app-submit',
    method: 'POST',
    path: '/app-submit',
    // One of Huawei's examples writes the name in small letters.
    query: {
      appId: optional(),
      appid: optional(),
      releaseTime: optional(),
      remark: optional({ type: 'string', maxLength: 500 }),
      channelId: optional(number),
      releaseType,
    },
    body: 'PhasedRelease',
  },
  { id: 'phased-release/state', method: 'PUT', path: '/phased-release/state', query: app, body: 'PhasedReleaseState' },
  { id: 'phased-release', method: 'PUT', path: '/phased-release', query: { ...app, releaseType }, body: 'PhasedReleaseUpdate' },
];

export const galleryDescription: ServiceDescription = {
  operations: rows.map(({ id, method, path, query, body }) => ({
    id,
    method,
    template: base + path,
    path: {},
    query,
    download: false,
    ...(body !== undefined && { body: { $ref: body } }),
  })),
  shapes,
  commonQuery: {},
  absentBodyIsEmpty: true,
};
