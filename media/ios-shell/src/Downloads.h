#pragma once

#include "apple.h"

/** Keeps what a page lets the user download: the file comes into a folder of its own, and the user says where it goes. */
@interface Downloads : NSObject <WKDownloadDelegate, UIDocumentPickerDelegate>
- (instancetype)initWithScreen:(UIViewController *)screen;
@end
