/**
 * Asks the release server for an update when the app comes to the front, and shows it above the app. The executable of a package without the
 * check contains nothing of this. Whatever goes wrong is silent, as the app works without an answer.
 */

#include "../src/Dialogs.h"
#include "versions.h"

static const NSUInteger answerLimit = 1000000;
static const NSUInteger notesLimit = 5000;
static const double timeoutSeconds = 10;
/** An app that stays open for days asks again when it is come back to. */
static const double askAgainSeconds = 3600;
/** As App Center's SDK: who does not want an update now is asked again a day later. */
static const double postponedSeconds = 86400;
static NSString *const postponedRelease = @"dev.mobiledist.updates.release";
static NSString *const postponedAt = @"dev.mobiledist.updates.postponed";

/** JSON comes from a server: any value may be of any kind. */
static NSString *textOf(NSDictionary *values, NSString *key) {
    id value = [values objectForKey:key];
    return [value isKindOfClass:NSString.class] ? value : nil;
}

static NSNumber *numberOf(NSDictionary *values, NSString *key) {
    id value = [values objectForKey:key];
    return [value isKindOfClass:NSNumber.class] ? value : nil;
}

static id parsed(NSData *data) {
    id value = data == nil ? nil : [NSJSONSerialization JSONObjectWithData:data options:0 error:NULL];
    return [value isKindOfClass:NSDictionary.class] ? value : nil;
}

@interface Updates : NSObject <NSURLSessionDataDelegate>
@end

@implementation Updates {
    NSURL *_address;
    NSArray<NSString *> *_texts;
    NSMutableData *_answer;
    NSDate *_askedAt;
    NSDictionary *_found;
    UIAlertController *_alert;
    __weak UIWindowScene *_scene;
}

/** The app begins to listen before it has a screen; the object is kept as long as the app runs. */
+ (void)load {
    static Updates *updates;
    updates = [Updates new];
    [NSNotificationCenter.defaultCenter addObserver:updates
                                           selector:@selector(sceneDidActivate:)
                                               name:@"UISceneDidActivateNotification"
                                             object:nil];
}

/** What the package says: the address to ask, and the words of the dialog in some languages. Read when it is needed first. */
- (BOOL)isSetUp {
    if (_texts != nil) return _address != nil;
    NSString *path = [NSBundle.mainBundle.resourcePath stringByAppendingPathComponent:@"shell/updates.json"];
    NSDictionary *file = parsed([NSData dataWithContentsOfFile:path]);
    NSDictionary *texts = [file objectForKey:@"texts"];
    NSString *language = NSLocale.preferredLanguages.firstObject;
    NSUInteger end = 0;
    while (end < language.length && [language characterAtIndex:end] != '-') end++;
    NSArray *found = [texts objectForKey:language == nil ? @"en" : [language substringToIndex:end]];
    _texts = found == nil ? [texts objectForKey:@"en"] : found;
    if (_texts == nil) _texts = [NSArray new];
    NSString *address = textOf(file, @"address");
    if (_texts.count == 4 && [address hasPrefix:@"https://"]) _address = [NSURL URLWithString:address];
    return _address != nil;
}

- (void)sceneDidActivate:(NSNotification *)notification {
    if (![notification.object isKindOfClass:UIWindowScene.class] || ![self isSetUp]) return;
    _scene = notification.object;
    BOOL isRecent = _askedAt != nil && _askedAt.timeIntervalSinceNow <= 0 && _askedAt.timeIntervalSinceNow > -askAgainSeconds;
    if (!isRecent && _answer == nil) [self ask];
    [self show];
}

- (void)ask {
    _askedAt = [NSDate new];
    _answer = [NSMutableData new];
    NSURLSessionConfiguration *configuration = NSURLSessionConfiguration.ephemeralSessionConfiguration;
    configuration.timeoutIntervalForRequest = timeoutSeconds;
    configuration.timeoutIntervalForResource = 3 * timeoutSeconds;
    NSURLSession *session = [NSURLSession sessionWithConfiguration:configuration delegate:self delegateQueue:NSOperationQueue.mainQueue];
    [[session dataTaskWithURL:_address] resume];
    [session finishTasksAndInvalidate];
}

- (void)URLSession:(NSURLSession *)session dataTask:(NSURLSessionDataTask *)task didReceiveData:(NSData *)data {
    if (_answer.length + data.length > answerLimit) [task cancel];
    else [_answer appendData:data];
}

- (void)URLSession:(NSURLSession *)session task:(NSURLSessionTask *)task didCompleteWithError:(NSError *)error {
    NSDictionary *answer = error == nil && [self isAnswered:task.response] ? parsed(_answer) : nil;
    _answer = nil;
    if (answer == nil || ![self isUpdate:answer]) return;
    _found = answer;
    [self show];
}

- (BOOL)isAnswered:(NSURLResponse *)response {
    return [response isKindOfClass:NSHTTPURLResponse.class] && ((NSHTTPURLResponse *)response).statusCode == 200;
}

/** Newer than this app, for this app, and for this version of iOS. */
- (BOOL)isUpdate:(NSDictionary *)answer {
    NSDictionary *own = NSBundle.mainBundle.infoDictionary;
    NSString *identifier = textOf(answer, @"bundle_identifier");
    if (identifier != nil && ![identifier isEqualToString:textOf(own, @"CFBundleIdentifier")]) return NO;
    if (numberOf(answer, @"id") == nil || [self linkOf:answer] == nil) return NO;
    NSString *minimum = textOf(answer, @"min_os");
    if (minimum != nil && compare_versions(minimum.UTF8String, UIDevice.currentDevice.systemVersion.UTF8String) == version_newer) return NO;
    const char *shown = textOf(answer, @"short_version").UTF8String, *code = textOf(answer, @"version").UTF8String;
    enum version_order order = compare_versions(shown, textOf(own, @"CFBundleShortVersionString").UTF8String);
    if (order == version_same) order = compare_versions(code, textOf(own, @"CFBundleVersion").UTF8String);
    return order == version_newer;
}

/** What the installer of iOS opens, or a page. */
- (NSURL *)linkOf:(NSDictionary *)answer {
    NSString *link = textOf(answer, @"install_url");
    if (![link hasPrefix:@"https://"] && ![link hasPrefix:@"itms-services://"]) return nil;
    return [NSURL URLWithString:link];
}

- (BOOL)isPostponed {
    NSUserDefaults *kept = NSUserDefaults.standardUserDefaults;
    NSDate *at = [kept objectForKey:postponedAt];
    id release = [kept objectForKey:postponedRelease];
    if (![at isKindOfClass:NSDate.class] || ![release isEqual:[_found objectForKey:@"id"]]) return NO;
    // In the future it is only when the clock was changed.
    return at.timeIntervalSinceNow <= 0 && at.timeIntervalSinceNow > -postponedSeconds;
}

- (void)show {
    UIViewController *screen = _scene.windows.firstObject.rootViewController;
    BOOL isMandatory = numberOf(_found, @"mandatory_update").boolValue;
    // One that another screen took along was not answered.
    if (_alert.presentingViewController != nil) return;
    if (_found == nil || screen == nil || (!isMandatory && [self isPostponed])) return;
    NSString *name = textOf(NSBundle.mainBundle.infoDictionary, @"CFBundleDisplayName");
    NSString *title = [NSString stringWithFormat:@"%@ %@", name, textOf(_found, @"short_version")];
    NSString *message = [_texts objectAtIndex:isMandatory ? 1 : 0];
    NSString *notes = textOf(_found, @"release_notes");
    if (notes.length > notesLimit) notes = [[notes substringToIndex:notesLimit] stringByAppendingString:@"…"];
    if (notes.length > 0) message = [NSString stringWithFormat:@"%@\n\n%@", message, notes];
    _alert = [UIAlertController alertControllerWithTitle:title message:message preferredStyle:UIAlertControllerStyleAlert];
    NSURL *link = [self linkOf:_found];
    [_alert addAction:[UIAlertAction actionWithTitle:[_texts objectAtIndex:2]
                                               style:UIAlertActionStyleDefault
                                             handler:^(UIAlertAction *action) {
                                                 [self install:link isMandatory:isMandatory];
                                             }]];
    if (!isMandatory)
        [_alert addAction:[UIAlertAction actionWithTitle:[_texts objectAtIndex:3]
                                                   style:UIAlertActionStyleCancel
                                                 handler:^(UIAlertAction *action) {
                                                     [self postpone];
                                                 }]];
    present(screen, _alert);
}

- (void)install:(NSURL *)link isMandatory:(BOOL)isMandatory {
    _alert = nil;
    if (!isMandatory) _found = nil;
    [UIApplication.sharedApplication openURL:link
                                     options:[NSMutableDictionary new]
                           completionHandler:^(BOOL succeeded) {
                               // A mandatory update stays above the app until iOS replaces the app.
                               [self show];
                           }];
}

- (void)postpone {
    NSUserDefaults *kept = NSUserDefaults.standardUserDefaults;
    [kept setObject:[_found objectForKey:@"id"] forKey:postponedRelease];
    [kept setObject:[NSDate new] forKey:postponedAt];
    _alert = nil;
    _found = nil;
}
@end
