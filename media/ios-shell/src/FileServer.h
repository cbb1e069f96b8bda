#pragma once

#include "apple.h"

/**
 * Answers the requests of pages for `app://localhost/` from the bundle, as a web server would: types, ranges, folders, and the start page
 * for the paths of the app's own router. A file passes through in pieces.
 */
@interface FileServer : NSObject <WKURLSchemeHandler>
@end
