/** What differs between the platforms: how the parts of a web app become a package. One for each run. */

import { type ByteSink } from '../../base/byteSource.ts';
import { type Issue } from '../../base/issue.ts';
import { type ArtifactFormat, type WorkContext } from '../engine/buildPlan.ts';
import { type WebApp } from './webApp.ts';

export interface WebPacker {
  readonly format: ArtifactFormat;
  /** Settings that have no effect on this platform, or that it refuses. */
  check(): readonly Issue[];
  /** Reads what is part of every package while the app is looked at; nothing is thrown before it is needed. */
  begin(): void;
  makeIcons(app: WebApp): Promise<void>;
  pack(app: WebApp, output: ByteSink, context: Omit<WorkContext, 'output'>): Promise<void>;
}
