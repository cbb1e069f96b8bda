#pragma once

#include "apple.h"

/** The scheme that the files of the bundle are served by, and the one host below it. */
extern NSString *const ownScheme;

/**
 * What Info.plist says about this app, below the key `MobileDistribution`: everything that differs between two apps is there, so that the
 * compiled shell is the same for all of them. The seal of the app covers it.
 */
@interface ShellSettings : NSObject
@property (readonly) NSURL *start;
/** The pages of the app come from an address and not from the bundle. */
@property (readonly) BOOL isRemote;
@property (readonly) BOOL isFullscreen;
/** Whether the tools of Safari may look into the pages. */
@property (readonly) BOOL isInspectable;
/** Dynamic: light and dark. */
@property (readonly) UIColor *barColor;
@property (readonly) UIColor *backgroundColor;

/** Whether symbols on the bars have to be dark. */
- (BOOL)hasLightBar:(BOOL)isDarkMode;
/** Whether a page belongs to the app, and so opens inside it. */
- (BOOL)isInside:(NSURL *)url;
/** Whether pages of this origin may ask for the camera or the microphone, and the app declares it. */
- (BOOL)mayCapture:(WKSecurityOrigin *)origin type:(NSInteger)type;
/** The page of the app that a link of another app (`myapp://some/page`) opens. */
- (NSURL *)pageForLink:(NSURL *)link;
/** The page that stands in for an address that cannot be reached. */
- (NSURL *)offlinePageFor:(NSURL *)wanted;
@end
