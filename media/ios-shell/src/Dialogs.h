#pragma once

#include "ShellSettings.h"

/** What a page asks of the browser around it: dialogs, windows, the camera and the microphone. */
@interface Dialogs : NSObject <WKUIDelegate>
- (instancetype)initWithSettings:(ShellSettings *)settings screen:(UIViewController *)screen;
@end

/** Above everything that is shown: a screen that is covered shows nothing. */
void present(UIViewController *screen, UIViewController *other);
