/**
 * What the share server answers: an install page at `/p/<token>`, the file at `/p/<token>/package.<format>`, for iOS the manifest
 * of the installation with its pictures next to them, and a refusal for everything else.
 */

import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Bytes } from '../../core/base/bytes.ts';
import { present } from '../../core/base/present.ts';
import { displayImageSizes } from '../../core/packages/ipa/displayImages.ts';
import {
  encodeInstallManifest,
  installLink,
  installManifestMediaType,
  isInstallAddress,
  isInstalledFromWeb,
} from '../../core/packages/ipa/installManifest.ts';
import { type OfferedContent } from '../http/offeredContent.ts';
import { judgeOrigin, type OriginHeaders } from '../http/requestOrigin.ts';
import { sendFile } from '../http/sendFile.ts';
import { pageContentSecurityPolicy, renderMessagePage } from '../pages/htmlPage.ts';
import { renderInstallPage } from '../pages/installPage.ts';
import { closedContentSecurityPolicy } from '../http/securityHeaders.ts';
import { type ShareLink, type ShareLinks } from './shareLinks.ts';

export interface ShareAnswer {
  readonly kind: 'page' | 'manifest' | 'image' | 'download' | 'refused';
  /** Of a download. */
  readonly fileName?: string;
}

export interface ShareAnswerParts {
  readonly links: ShareLinks;
  readonly contents: OfferedContent;
  readonly allowedHosts: ReadonlySet<string>;
}

export async function answerShareRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { links, contents, allowedHosts }: ShareAnswerParts,
): Promise<ShareAnswer> {
  const refused: ShareAnswer = { kind: 'refused' };
  const verdict = judgeOrigin(originHeaders(request), allowedHosts);
  if (verdict !== 'accepted') return (refuseRequest(response, verdict === 'foreign-host' ? 421 : 403), refused);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return (refuseRequest(response, 405), refused);
  }
  if (request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined)
    return (refuseRequest(response, 400), refused);
  const [, token = '', name] = /^\/p\/([\w-]{32})(?:\/([\w.-]{1,40}))?$/.exec(request.url ?? '') ?? [];
  const link = links.find(token);
  if (link === undefined) return (refuseRequest(response, 404), refused);
  if (link === 'expired') return (messagePage(response, 410, 'This link has ended', 'Ask the person who sent it for a new one.'), refused);
  const { file, page } = link.shared;
  if (name === undefined) {
    // Relative to the page: a port forwarding may put its own path before ours.
    const downloadPath = `${token}/package.${page.format}`;
    const installAddress = canInstall(link) ? installLink(`${link.address}/${manifestName}`) : undefined;
    sendHtml(
      response,
      200,
      renderInstallPage({ ...page, downloadPath, pageAddress: link.address, ...present('installAddress', installAddress) }),
    );
    return { kind: 'page' };
  }
  const small = canInstall(link) ? installationFile(link, name) : undefined;
  if (small) {
    sendBytes(response, small.mediaType, small.bytes);
    return { kind: small.kind };
  }
  if (name !== `package.${page.format}`) return (refuseRequest(response, 404), refused);
  const outcome = await sendFile(request, response, file, contents);
  if (outcome === 'changed') {
    messagePage(response, 410, 'The package is gone', 'The file was moved or built again after this link was made. Ask for a new link.');
    return refused;
  }
  return outcome === 'sent' ? { kind: 'download', fileName: file.fileName } : refused;
}

const manifestName = 'manifest.plist';
const imageNames = { small: `icon-${displayImageSizes.small}.png`, large: `icon-${displayImageSizes.large}.png` } as const;

/** iOS loads a manifest over https alone. */
function canInstall({ address, shared: { page } }: ShareLink): boolean {
  return page.format === 'ipa' && isInstallAddress(address) && isInstalledFromWeb(page.ios?.profileKind);
}

interface SmallFile {
  readonly kind: 'manifest' | 'image';
  readonly mediaType: string;
  readonly bytes: Bytes;
}

function installationFile({ address, shared: { page, displayImages } }: ShareLink, name: string): SmallFile | undefined {
  if (name === manifestName) {
    const manifest = {
      packageAddress: `${address}/package.ipa`,
      appIdentifier: page.appIdentifier,
      version: page.version,
      title: page.name || page.appIdentifier,
      ...(displayImages && {
        displayImageAddress: `${address}/${imageNames.small}`,
        fullSizeImageAddress: `${address}/${imageNames.large}`,
      }),
    };
    return { kind: 'manifest', mediaType: installManifestMediaType, bytes: encodeInstallManifest(manifest) };
  }
  const bytes = name === imageNames.small ? displayImages?.small : name === imageNames.large ? displayImages?.large : undefined;
  return bytes && { kind: 'image', mediaType: 'image/png', bytes };
}

function sendBytes(response: ServerResponse, mediaType: string, bytes: Bytes): void {
  response.statusCode = 200;
  response.setHeader('Content-Type', mediaType);
  response.setHeader('Content-Security-Policy', closedContentSecurityPolicy);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Length', bytes.length);
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

function originHeaders(request: IncomingMessage): OriginHeaders {
  const first = (name: string): string | undefined => request.headersDistinct[name]?.[0];
  return {
    hosts: request.headersDistinct['host'] ?? [],
    origin: first('origin'),
    secFetchSite: first('sec-fetch-site'),
    secFetchMode: first('sec-fetch-mode'),
    secFetchDest: first('sec-fetch-dest'),
  };
}

/** Closes the connection too: a refused client gains nothing from keeping it open. */
export function refuseRequest(response: ServerResponse, status: number): void {
  response.setHeader('Connection', 'close');
  messagePage(response, status, `${status}`, status === 404 ? 'There is nothing here.' : 'This request is refused.');
}

function messagePage(response: ServerResponse, status: number, title: string, text: string): void {
  sendHtml(response, status, renderMessagePage(title, text));
}

function sendHtml(response: ServerResponse, status: number, html: string): void {
  const body = Buffer.from(html);
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Security-Policy', pageContentSecurityPolicy);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Length', body.length);
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
