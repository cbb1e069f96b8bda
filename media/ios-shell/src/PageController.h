#pragma once

#include "ShellSettings.h"

/** The one screen of the app: a page, with the bars of the system around it in the app's color. */
@interface PageController : UIViewController
- (instancetype)initWithSettings:(ShellSettings *)settings;
- (void)open:(NSURL *)address;
@end
