/** The page docs/server-api.md and the document docs/server-api.json, made from the operations of the release server's own API. */

import { openApiDocument } from '../../src/releases/dialects/own/openApi.ts';
import { operations } from '../../src/releases/dialects/own/operations.ts';
import { tableRow } from './tableRow.ts';

export function serverApiDocument(): string {
  return `${JSON.stringify(openApiDocument(operations), null, 2)}\n`;
}

export function serverApiPage(): string {
  return `# The API of the release server

The release server speaks [App Center's API](server.md) and its own, which is described here. This page is made from the schemas that read the
requests. The whole description is an OpenAPI 3.1 document: [server-api.json](server-api.json), also at \`/api/v1/openapi.json\` of every
server.

Every request has a token, as \`X-API-Token\` or \`Authorization: Bearer\`. A refused request has the body
\`{"error": {"code": "…", "message": "…"}}\`. Paths are below \`/api/v1\`; \`:owner/:app\` names an app, and \`:release\` is a number or \`latest\`.

${[tableRow(['request', 'what it does']), tableRow(['---', '---']), ...operations.map(({ facts }) => tableRow([`\`${facts.method} ${facts.path}\``, facts.summary]))].join('\n')}
`;
}
