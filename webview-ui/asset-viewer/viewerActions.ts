/** What the parts of the page ask of it: words, and to tell the extension what was pressed or looked for. */

import { type AssetSearchResult, type AssetViewerStrings } from '../../src/protocol/assetViewerProtocol.ts';

export interface ViewerActions {
  readonly strings: AssetViewerStrings;
  /** Tells the extension that the button of this id was pressed. */
  act(id: string): void;
  search(list: string, text: string): Promise<AssetSearchResult>;
}
