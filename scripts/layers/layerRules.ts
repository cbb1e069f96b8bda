/**
 * Who may import whom. A room is a folder; the longest folder that contains a file decides. What a row does not name is
 * forbidden, in type imports too. Files of one room import each other freely, as long as there is no cycle.
 * ARCHITECTURE.md explains the order; `checkLayers.ts` holds the tree to it.
 */

export interface RoomRule {
  readonly room: string;
  readonly mayImport: readonly string[];
  /** Rooms whose types may be imported, but no values. */
  readonly mayImportTypesOf?: readonly string[];
  /** npm packages; `any` of them, or these. */
  readonly libraries?: 'any' | readonly string[];
  /** Modules of Node; `any` of them, or these. */
  readonly builtins?: 'any' | readonly string[];
}

const base = 'src/core/base';
const ports = 'src/core/ports';
const formats = 'src/core/formats';
const signing = 'src/core/signing';
const settings = 'src/core/settings';
const versions = 'src/core/versions';
const assets = 'src/core/assets';
const packages = 'src/core/packages';
const projects = 'src/core/projects';
const engines = 'src/core/engines';
const devices = 'src/core/devices';
const stores = 'src/core/stores';
const workflow = 'src/core/workflow';
const core = [base, ports, formats, signing, settings, versions, assets, packages, projects, engines, devices, stores, workflow];
const node = 'src/node';
const model = 'src/releases/model';
const releasePorts = 'src/releases/ports';
const useCases = 'src/releases/use-cases';
const storage = 'src/releases/storage';
const http = 'src/releases/http';
const pages = 'src/releases/pages';
const dialects = 'src/releases/dialects';
const notify = 'src/releases/notify';
const preview = 'src/releases/preview';
const client = 'src/releases/client';
const server = 'src/releases/server';
const protocol = 'src/protocol';
const cli = 'src/cli';
const extension = 'src/extension';
/** The rooms of the extension, from the ground up. */
const shared = `${extension}/shared`;
const app = `${extension}/app`;
const assetRoom = `${extension}/signing`;
const build = `${extension}/build`;
const packageRoom = `${extension}/package`;
const sharing = `${extension}/releases`;
const settingsEditor = `${extension}/settings-editor`;
const modelTools = `${extension}/model-tools`;
const appsView = `${extension}/apps-view`;
const extensionRooms = [shared, app, assetRoom, build, packageRoom, sharing, settingsEditor, modelTools, appsView];
const webviews = 'webview-ui';

/** All of Node that the core may use: pure computing, no world. */
const builtins = ['node:crypto', 'node:zlib'];

export const layerRules: readonly RoomRule[] = [
  // The core, from the ground up.
  { room: base, mayImport: [], builtins },
  { room: ports, mayImport: [base], builtins },
  { room: formats, mayImport: [base], builtins },
  { room: signing, mayImport: [base, ports, formats], builtins },
  // These are on one level. Each may import the ones before it, so that there is no way back.
  { room: settings, mayImport: [base, ports, formats, signing], builtins, libraries: ['jsonc-parser'] },
  { room: versions, mayImport: [base, ports, formats, signing, settings], builtins },
  { room: assets, mayImport: [base, ports, formats, signing, settings, versions], builtins },
  { room: packages, mayImport: [base, ports, formats, signing, settings, versions, assets], builtins },
  { room: projects, mayImport: [base, ports, formats, settings], builtins, libraries: ['jsonc-parser'] },
  {
    room: engines,
    mayImport: [base, ports, formats, signing, settings, versions, assets, packages, projects],
    builtins,
    libraries: ['semver'],
  },
  // Devices at this machine. What they refuse is explained as the log of a tool is.
  { room: devices, mayImport: [base, ports, engines, projects], builtins },
  // Clients of other people's services.
  { room: stores, mayImport: [base, ports], builtins },
  { room: workflow, mayImport: core, builtins },
  // The world, and the faces of the product.
  { room: node, mayImport: core, builtins: 'any', libraries: ['execa'] },
  // The release server, from its rules up to its process. Dialects are above the use cases and know no storage.
  { room: model, mayImport: [base], builtins },
  { room: releasePorts, mayImport: [base, model] },
  { room: useCases, mayImport: [base, ports, model, releasePorts], builtins },
  { room: storage, mayImport: [base, ports, node, model, releasePorts], builtins: 'any', libraries: ['pg'] },
  { room: pages, mayImport: [base, formats, packages, model], builtins, libraries: ['uqr'] },
  { room: http, mayImport: [base, ports, releasePorts, pages, node], builtins: 'any' },
  {
    room: dialects,
    mayImport: [base, ports, packages, model, releasePorts, useCases, http, pages],
    builtins,
    libraries: ['zod', 'openid-client'],
  },
  // The web folder of an app, as its shell serves it.
  { room: preview, mayImport: [base, engines, http], builtins: 'any' },
  { room: client, mayImport: [base, ports, node, model], builtins: 'any', libraries: ['zod'] },
  {
    room: notify,
    mayImport: [base, ports, model, releasePorts, useCases, pages, dialects],
    builtins: 'any',
    libraries: ['zod', 'nodemailer'],
  },
  {
    room: server,
    mayImport: [...core, node, model, releasePorts, useCases, storage, http, pages, dialects, notify],
    builtins: 'any',
    libraries: ['zod'],
  },
  { room: cli, mayImport: [...core, node, pages, client, server], builtins: 'any' },
  { room: protocol, mayImport: [], mayImportTypesOf: [base, settings, versions], libraries: ['zod'] },
  // The extension: what all rooms need, the app, what is done with it, and at the top the tree and the composition.
  { room: shared, mayImport: [...core, node, protocol], builtins: 'any', libraries: ['vscode'] },
  { room: app, mayImport: [...core, protocol, shared], builtins: 'any', libraries: ['vscode'] },
  { room: assetRoom, mayImport: [...core, protocol, shared, app], builtins: 'any', libraries: ['vscode'] },
  { room: build, mayImport: [...core, node, shared, app], builtins: 'any', libraries: ['vscode'] },
  { room: packageRoom, mayImport: [...core, node, protocol, shared, app, assetRoom], builtins: 'any', libraries: ['vscode'] },
  {
    room: sharing,
    mayImport: [...core, node, model, pages, preview, client, server, protocol, shared, app, packageRoom],
    builtins: 'any',
    libraries: ['vscode'],
  },
  {
    room: settingsEditor,
    mayImport: [...core, protocol, shared, app, assetRoom, build],
    builtins: 'any',
    libraries: ['vscode', 'jsonc-parser'],
  },
  { room: modelTools, mayImport: [...core, shared, app, build, packageRoom, sharing], builtins: 'any', libraries: ['vscode'] },
  { room: appsView, mayImport: [...core, shared, app, assetRoom, build, packageRoom], builtins: 'any', libraries: ['vscode'] },
  { room: extension, mayImport: [node, ...extensionRooms], builtins: 'any', libraries: ['vscode'] },
  {
    room: webviews,
    mayImport: [base, protocol],
    mayImportTypesOf: [settings, versions],
    libraries: ['@vscode-elements/elements', '@vscode/codicons', 'uqr'],
  },
];

/** Names, and ends of names, that say nothing about what a file contains. */
export const emptyNames = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager'];

/** What the core does not touch by itself: it asks through a port. */
export const worldGlobals = ['process', 'console', 'fetch', 'performance', 'setTimeout', 'setInterval', 'WebSocket'];
export const worldMembers = ['Math.random', 'Date.now', 'crypto.getRandomValues', 'crypto.randomUUID'];
/** Names of node:crypto that bring chance into the core; `ports/random.ts` is the way. */
export const worldImports = ['randomBytes', 'randomFillSync', 'randomFill', 'randomInt', 'randomUUID', 'getRandomValues'];
