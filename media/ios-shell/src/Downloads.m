#include "Downloads.h"

#include "Dialogs.h"

@implementation Downloads {
    // The screen keeps this object.
    __weak UIViewController *_screen;
    /** Where the file of a download is, by the address of its object. */
    NSMutableDictionary<NSString *, NSURL *> *_files;
}

- (instancetype)initWithScreen:(UIViewController *)screen {
    self = [super init];
    _screen = screen;
    _files = [NSMutableDictionary new];
    return self;
}

static NSString *keyOf(WKDownload *download) {
    return [NSString stringWithFormat:@"%p", (__bridge void *)download];
}

- (void)download:(WKDownload *)download
    decideDestinationUsingResponse:(NSURLResponse *)response
                 suggestedFilename:(NSString *)name
                 completionHandler:(void (^)(NSURL *destination))decide {
    // iOS empties this folder by itself. The name comes from a server: only its last part counts.
    NSString *folder = [NSTemporaryDirectory() stringByAppendingPathComponent:NSUUID.UUID.UUIDString];
    NSString *last = name.lastPathComponent;
    BOOL isName = last.length > 0 && ![last isEqualToString:@"."] && ![last isEqualToString:@".."] && ![last isEqualToString:@"/"];
    BOOL isMade = [NSFileManager.defaultManager createDirectoryAtPath:folder withIntermediateDirectories:YES attributes:nil error:NULL];
    NSURL *file = [NSURL fileURLWithPath:[folder stringByAppendingPathComponent:isName ? last : @"download"]];
    if (isMade) [_files setObject:file forKey:keyOf(download)];
    decide(isMade ? file : nil);
}

- (void)downloadDidFinish:(WKDownload *)download {
    NSURL *file = [_files objectForKey:keyOf(download)];
    if (file == nil) return;
    [_files removeObjectForKey:keyOf(download)];
    present(_screen, [[UIDocumentPickerViewController alloc] initForExportingURLs:[NSArray arrayWithObject:file] asCopy:NO]);
}

- (void)download:(WKDownload *)download didFailWithError:(NSError *)error resumeData:(NSData *)data {
    [_files removeObjectForKey:keyOf(download)];
    UIAlertController *alert = [UIAlertController alertControllerWithTitle:nil
                                                                   message:error.localizedDescription
                                                            preferredStyle:UIAlertControllerStyleAlert];
    [alert addAction:[UIAlertAction actionWithTitle:@"OK" style:UIAlertActionStyleDefault handler:nil]];
    present(_screen, alert);
}
@end
