#pragma once

#include "ShellSettings.h"

/** Where links and requests of a page go: into the app, to another app, or into a file that is kept. */
@interface Navigation : NSObject <WKNavigationDelegate>
- (instancetype)initWithSettings:(ShellSettings *)settings screen:(UIViewController *)screen;
@end

/** Opens what does not belong to the app in the app that it does belong to. */
void openElsewhere(NSURL *url, BOOL isTouched);
